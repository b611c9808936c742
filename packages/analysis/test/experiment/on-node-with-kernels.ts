import { readFile } from "node:fs/promises";
import { usePlatform } from "@pgt/runner";
import { nodePlatform } from "../../../core/src/node-platform.ts";

const kernels = (name: string) => () =>
  readFile(new URL(`../../../../assembly/build/${name}`, import.meta.url));

usePlatform({
  ...nodePlatform,
  kernels: kernels("pgt.wasm"),
  workshop: { ...nodePlatform.workshop!, network: kernels("network.wasm") },
});

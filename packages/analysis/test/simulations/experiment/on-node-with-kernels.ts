import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { usePlatform } from "@pgt/runner";
import { nodePlatform } from "../../../../core/src/node-platform.ts";

const kernels = (name: string) => () =>
  readFile(new URL(`../../../../../assembly/build/${name}`, import.meta.url));

const scripts = fileURLToPath(new URL("../../../scripts", import.meta.url));

/** Node as the platform of the tests of a file: files that share their modules with others may have left another. */
export function useNodeWithKernels(): void {
  usePlatform({
    ...nodePlatform,
    kernels: kernels("pgt.wasm"),
    workshop: { ...nodePlatform.workshop!, network: kernels("network.wasm"), scripts },
  });
}

import { readFile } from "node:fs/promises";
import { createEngine, type Engine } from "@pgt/engine";

let engine: Promise<Engine> | undefined;

/** The engine of this thread, started when first needed; pgt.wasm lies beside the built module. */
export function getEngine(): Promise<Engine> {
  engine ??= readFile(new URL("./pgt.wasm", import.meta.url)).then(createEngine);
  return engine;
}

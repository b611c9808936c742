import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

export type ModuleKind = "simd" | "scalar" | "network";

const files: Readonly<Record<ModuleKind, string>> = {
  simd: "pgt.wasm",
  scalar: "pgt.scalar.wasm",
  network: "network.wasm",
};

/** The bytes of a module that `assembly` builds: the two of its measurements are of one source. */
export function moduleBytes(kind: ModuleKind): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(resolve(`@pgt/assembly/${files[kind]}`)));
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** The bytes of one of the two modules that `assembly` builds from one source. */
export function moduleBytes(kind: "simd" | "scalar"): Uint8Array<ArrayBuffer> {
  const file = kind === "simd" ? "@pgt/assembly/pgt.wasm" : "@pgt/assembly/pgt.scalar.wasm";
  return new Uint8Array(readFileSync(resolve(file)));
}

import { createEngine } from "@pgt/engine";
import { moduleBytes } from "./wasm-modules.ts";

export type Engine = Awaited<ReturnType<typeof createEngine>>;

/** A new engine, with memory of its own. */
export function freshEngine(kind: "simd" | "scalar" = "simd"): Promise<Engine> {
  return createEngine(moduleBytes(kind));
}

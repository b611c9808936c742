import { createEngine, type Engine } from "@pgt/engine";
import { platform } from "../platform/platform.ts";

let engine: Promise<Engine> | undefined;

/** The engine of this thread, started when first needed; tried again if there was no memory for it. */
export function getEngine(): Promise<Engine> {
  engine ??= platform()
    .kernels()
    .then(createEngine)
    .catch((error) => {
      engine = undefined;
      throw error;
    });
  return engine;
}

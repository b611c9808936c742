import { outOfMemory } from "@pgt/engine";
import { InputError, PgtError } from "@pgt/metrics";

/** Tells lack of memory by its error: an array that finds no room throws the same class as deep recursion. */
export function isLackOfMemory(cause: unknown): cause is Error {
  if (cause instanceof PgtError) return cause.code === outOfMemory;
  return cause instanceof RangeError && !/call stack/i.test(cause.message);
}

export function noMemoryFor(path: string, cause: Error): InputError {
  const message = `no memory is left for it (${cause.message}). Crop it to what is marked, or run fewer jobs at a time`;
  return new InputError("E_TOO_LARGE", path, message, { cause });
}

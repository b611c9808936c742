import type { MemoryLimit } from "@pgt/runner/platform";

/** Memory assumed when navigator.deviceMemory is undefined. */
const defaultBytes = 2 ** 32;
/** Chromium gives all arrays of a page 16 GiB, copies between its threads among them. */
const mostBytes = 12 * 2 ** 30;

/** Memory that a page may take: of what the machine has, as far as the browser tells. */
export function pageMemoryBytes(): number {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return deviceMemory === undefined ? defaultBytes : Math.min(mostBytes, deviceMemory * 2 ** 30);
}

/** A page that asks for more is ended by the browser without a word. */
export function pageMemoryLimit(): MemoryLimit {
  return {
    caseBytes: pageMemoryBytes(),
    where: "in a page of this browser",
    instead: "the command line, pgt",
  };
}

import { readFileSync } from "node:fs";

/** Tells if the built package at `path` takes a number of workers. */
export function knowsJobs(path: string): boolean {
  const types = readFileSync(path.replace(/\.js$/, ".d.ts"), "utf8");
  return /^\s*(readonly )?jobs\?: number/m.test(types);
}

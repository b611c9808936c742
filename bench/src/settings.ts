import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Effort } from "./alternate.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface BenchSettings {
  readonly quick: boolean;
  /** Sections to run; empty: all. */
  readonly only: readonly string[];
  /** Folder of the real masks. */
  readonly data: string;
  /** Folder that simulated masks are written to. */
  readonly folder: string;
}

export function readArguments(): Omit<BenchSettings, "folder"> & { readonly rest: readonly string[] } {
  const { values, positionals } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      data: { type: "string", default: resolve(root, "../shared/data") },
    },
    allowPositionals: true,
  });
  const { quick, only, data } = values;
  return { quick, data, only: only ? only.split(",") : [], rest: positionals };
}

export function effortOf({ quick }: Pick<BenchSettings, "quick">): Effort {
  return quick
    ? { warmUpSeconds: 0.4, atLeast: 3, atMost: 7, seconds: 0.5 }
    : { warmUpSeconds: 1, atLeast: 5, atMost: 21, seconds: 6 };
}

/** Progress goes to stderr: stdout holds the tables. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

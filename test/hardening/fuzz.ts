import { createRandom, PgtError } from "@pgt/metrics";
import { mutantOf } from "./mutants.ts";
import type { Reader } from "./readers.ts";

/** Answers of a reader to mutants of well-formed files. */
export interface FuzzCounts {
  readonly reader: string;
  mutants: number;
  accepted: number;
  typed: number;
  untyped: number;
  slow: number;
  slowestMs: number;
}

/** An answer that is a fault of the reader: an error without a type, or one that took too long. */
export interface Finding {
  readonly reader: string;
  readonly what: string;
  readonly bytes: Uint8Array;
}

const MOST_MS = 1000;

/** Reads mutants, the same for the same seed, until `isOver`. */
export async function fuzz(
  { name, seeds, read }: Reader,
  seed: number,
  isOver: (mutants: number) => boolean,
  onFinding: (finding: Finding) => void,
): Promise<FuzzCounts> {
  const random = createRandom(seed, 0);
  const counts: FuzzCounts = {
    reader: name,
    mutants: 0,
    accepted: 0,
    typed: 0,
    untyped: 0,
    slow: 0,
    slowestMs: 0,
  };
  while (!isOver(counts.mutants)) {
    const bytes = mutantOf(seeds[counts.mutants % seeds.length], random);
    const started = process.cpuUsage();
    const fault: unknown = await read(new Uint8Array(bytes)).then(
      () => null,
      (error) => error ?? "undefined",
    );
    const { user, system } = process.cpuUsage(started);
    const ms = (user + system) / 1000;
    counts.mutants++;
    counts.slowestMs = Math.max(counts.slowestMs, ms);
    if (ms > MOST_MS) {
      counts.slow++;
      onFinding({ reader: name, what: `${Math.round(ms)} ms`, bytes });
    }
    if (fault === null) counts.accepted++;
    else if (fault instanceof PgtError) counts.typed++;
    else {
      counts.untyped++;
      onFinding({
        reader: name,
        what: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
        bytes,
      });
    }
  }
  return counts;
}

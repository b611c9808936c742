import type { RunKey } from "../platform/run-output.ts";
import type { Plan } from "../scores/plan.ts";
import { version } from "../version.ts";

/** The last file to be written: a folder that has it is complete. */
export const runFileName = "run.json";

/** Everything that the values of a run rest on besides its masks and who is compared. */
export function planKey({ settings, dataset }: Plan): RunKey {
  const { metrics, labels, convention, worstCase } = settings;
  return { version, metrics, labels, convention, worstCase, dataset: dataset ?? null };
}

/** @param startedMs of `performance.now()`. */
export function secondsSince(startedMs: number): number {
  return Math.round(performance.now() - startedMs) / 1000;
}

import { type OutputOptions, platform, type RunFolder, type RunKey } from "@pgt/runner";
import { comparisonTables } from "./compare/compare-document.ts";
import { consensusTables } from "./consensus/consensus-document.ts";
import { scoreFileNames } from "./documents/score-tables.ts";
import { tableFileNames } from "./documents/table.ts";
import { intervalTables } from "./interval/interval-document.ts";
import { noiseTables } from "./noise/noise-document.ts";
import { qualityTables } from "./quality/quality-document.ts";
import { queueTables } from "./queue/queue-document.ts";
import { rankingTables } from "./rank/rank-document.ts";
import { uncertaintyTables } from "./uncertainty/uncertainty-document.ts";
import { worthTables } from "./worth/worth-document.ts";

const tables = [
  comparisonTables,
  consensusTables,
  intervalTables,
  noiseTables,
  qualityTables,
  queueTables,
  rankingTables,
  uncertaintyTables,
  worthTables,
].flat();

/** Every table that the folder of a run may hold, whichever command wrote it. */
export const runTableNames: readonly string[] = [
  ...new Set([...Object.values(scoreFileNames), ...tableFileNames(tables)]),
];

/**
 * Opens the folder of a run, which no other can write into until it is written or closed; null if none is asked for. A
 * fresh one loses what an earlier run of any command left.
 *
 * @param key what the run rests on besides its masks; null for a run that compares nothing.
 * @throws UsageError E_RUN if the folder holds another run, E_LOCKED if another process writes into it; OutputError if
 * it cannot be written.
 */
export async function openRun({ out, fresh }: OutputOptions, key: RunKey | null): Promise<RunFolder | null> {
  if (out === undefined) return null;
  return platform().output.openRun(out, key, fresh ? runTableNames : null);
}

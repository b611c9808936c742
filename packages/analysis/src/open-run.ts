import { UsageError } from "@pgt/metrics";
import {
  join,
  type OutputOptions,
  platform,
  type RunFolder,
  type RunKey,
  readText,
  runFileName,
  type ScoredShard,
} from "@pgt/runner";
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

/** Files of single cases in the folder of a run, by their names there: `masks/majority/case.nii.gz`. */
const caseFile = /^(masks|maps|soft)(\/[^/\\]+){1,2}$/;

/**
 * Opens the folder of a run, which no other can write into until it is written or closed; null if none is asked for. A
 * fresh one loses what an earlier run of any command left.
 *
 * @param command whose run it is to hold.
 * @param key what the run rests on besides its masks; null for a run that compares nothing.
 * @param shards whose cases it takes over.
 * @throws UsageError E_RUN if the folder holds another run, E_LOCKED if another process writes into it; OutputError if
 * it cannot be written.
 */
export async function openRun(
  { out, fresh }: OutputOptions,
  command: string,
  key: RunKey | null,
  shards: readonly ScoredShard[] = [],
): Promise<RunFolder | null> {
  if (out === undefined) return null;
  const earlier = await earlierRun(out);
  if (fresh) return platform().output.openRun(out, key, [...runTableNames, ...caseFilesOf(earlier)], shards);
  const other = /^pgt\.([a-z]+)\/\d+$/.exec(String(earlier?.schema))?.[1];
  // A demo leaves a run of pgt interval.
  if (other !== undefined && other !== command && other !== "demo") {
    const message = `${out}: holds ${other === "shard" ? "a shard of a run" : `a run of pgt ${other}`}. Choose another folder, or replace that run (fresh; --fresh of the command).`;
    throw new UsageError("E_RUN", message);
  }
  return platform().output.openRun(out, key, null, shards);
}

interface EarlierRun {
  readonly schema?: unknown;
  readonly files?: unknown;
}

/** Null if the folder holds no run.json that can be read. */
async function earlierRun(folder: string): Promise<EarlierRun | null> {
  try {
    return JSON.parse(await readText(join(folder, runFileName)));
  } catch {
    return null;
  }
}

function caseFilesOf(run: EarlierRun | null): string[] {
  const files: unknown[] = Array.isArray(run?.files) ? run.files : [];
  return files.filter((file): file is string => {
    return typeof file === "string" && caseFile.test(file) && !file.split("/").includes("..");
  });
}

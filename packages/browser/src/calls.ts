import {
  checkTables,
  compare,
  compareMany,
  comparePaths,
  derive,
  disagreementSlices,
  interval,
  prompts,
  proposeStudy,
  quality,
  rank,
  readLabelMap,
  scoreCsv,
  scoreParquet,
  simulateDesign,
  structureMasks,
  worth,
  writeDemoStudy,
  writeSimulatedStudy,
} from "@pgt/analysis";
import type { ScoreRow } from "@pgt/metrics";
import { entriesOfZip } from "./zip.ts";

/** What a page's worker can be asked for, by name. */
export const calls = {
  checkTables,
  compare,
  compareMany,
  comparePaths,
  derive,
  disagreementSlices,
  entriesOfZip,
  interval,
  prompts,
  proposeStudy,
  quality,
  rank,
  readLabelMap,
  scoreTable,
  simulateDesign,
  structureMasks,
  worth,
  writeDemoStudy,
  writeSimulatedStudy,
};

export type CallName = keyof typeof calls;

async function scoreTable(rows: readonly ScoreRow[], form: "csv" | "parquet"): Promise<Blob> {
  const chunks = form === "csv" ? scoreCsv(rows) : scoreParquet(rows);
  return new Blob([...chunks] as BlobPart[]);
}

import { scoreCsv, scoreParquet } from "@pgt/analysis/documents";
import { type OperationName, operations } from "@pgt/analysis/operations";
import type { ScoreRow } from "@pgt/metrics";
import { entriesOfZip } from "./zip.ts";

type Runs = { readonly [N in OperationName]: (typeof operations)[N]["run"] };

const runs = Object.fromEntries(Object.entries(operations).map(([name, { run }]) => [name, run])) as Runs;

/** Functions that a worker runs for a page, by name. */
export const functions = { ...runs, entriesOfZip, scoreTable };

export type FunctionName = keyof typeof functions;

async function scoreTable(rows: readonly ScoreRow[], form: "csv" | "parquet"): Promise<Blob> {
  const chunks = form === "csv" ? scoreCsv(rows) : scoreParquet(rows);
  return new Blob([...chunks] as BlobPart[]);
}

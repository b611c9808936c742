import { InputError, plural, type ScoreRow } from "@pgt/metrics";
import { readText, type TaskFolder } from "@pgt/runner";
import type { CaseFailure } from "@pgt/study";

/** Value of a case and label: what the tables of an experiment are made of. */
export type ScoredRow = Pick<ScoreRow, "case" | "label" | "name" | "metric" | "value" | "reason"> & {
  /** Version of the labels. */
  readonly version: string;
};

/** Writes rows of `quality` as a file of a task. */
export async function writeRows(folder: TaskFolder, name: string, rows: readonly ScoreRow[]): Promise<void> {
  const kept = rows.map(
    ({ b: version, case: id, label, name: named, metric, value, reason }): ScoredRow => ({
      ...{ version, case: id, label, name: named, metric, value, reason },
    }),
  );
  await folder.writeText(name, `[\n${kept.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
}

export async function readRows(path: string): Promise<readonly ScoredRow[]> {
  return JSON.parse(await readText(path)) as ScoredRow[];
}

/**
 * A table of which cases failed is none: their masks were checked before.
 *
 * @throws InputError E_RUN naming the first.
 */
export function refuseFailures(failures: readonly CaseFailure[]): void {
  const [first] = failures;
  if (!first) return;
  const count = plural(failures.length, "comparison");
  throw new InputError(
    "E_RUN",
    first.case,
    `${count} failed, the first (${first.comparison}): ${first.message}`,
  );
}

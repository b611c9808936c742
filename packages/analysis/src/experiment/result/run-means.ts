import { mean } from "@pgt/stats";
import { comparedRows } from "../../worth/compared-rows.ts";
import { groupRows } from "../../worth/group-rows.ts";
import { readWorthTable } from "../../worth/worth-rows.ts";
import type { WorthRow } from "../../worth/worth-table.ts";

/** A cell of a table of scores with its training runs. */
export interface CellRuns {
  readonly task: string;
  readonly base: string;
  readonly version: string;
  readonly metric: string;
  /** Mean over organs of their means over the cases that all versions have, run by run. */
  readonly runs: readonly { readonly run: number; readonly mean: number }[];
  /** Means of each organ, one a run. */
  readonly labels: readonly { readonly label: string; readonly means: readonly number[] }[];
  readonly status: string;
}

/**
 * The scores of single runs, over the same cases and labels as `worth` compares (docs/methods/worth.md).
 *
 * @param table file of a table of cases.
 */
export async function runsOfCells(table: string, qualityTask: string): Promise<CellRuns[]> {
  const { rows } = await readWorthTable(table, qualityTask);
  const { cells } = comparedRows(rows.filter(({ task }) => task !== qualityTask));
  return cells.map(({ rows: own, used, status }) => {
    const [{ task, dataset: base, version, metric }] = own as readonly [WorthRow];
    const bySeed = groupRows(used, ({ seed }) => [seed ?? ""]);
    const ofLabels = bySeed.map((of) => groupRows(of, ({ label }) => [label]).map(labelMean));
    const names = ofLabels[0]?.map(({ label }) => label) ?? [];
    return {
      ...{ task, base, version, metric },
      runs: bySeed.map(([{ seed }], at) => ({
        run: Number(seed),
        mean: mean(ofLabels[at].map(({ value }) => value)),
      })),
      labels: names.map((label) => ({
        label,
        means: ofLabels.flatMap((of) => of.filter((one) => one.label === label).map(({ value }) => value)),
      })),
      status: used.length > 0 ? "" : (status ?? own.find((row) => row.status !== "")?.status ?? "no value"),
    };
  });
}

function labelMean(rows: readonly WorthRow[]) {
  return { label: rows[0].label, value: mean(rows.map(({ value }) => value!)) };
}

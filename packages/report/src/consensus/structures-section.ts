import { labelTitle } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { significant } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { ConsensusPageInput } from "./consensus-page-input.ts";

/** Volumes of the fused structures by method, and of what the raters disagree on. */
export function structuresBody({ cases }: ConsensusPageInput): Html[] {
  const groups = new Map<string, ConsensusPageInput["cases"][number][]>();
  for (const one of cases) {
    const key = JSON.stringify([one.label, one.method]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rows = [...groups.values()].sort(([a], [b]) => a.label - b.label);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return headed("Consensus", [
    html`<p>Means over cases. Dissensus is the volume on which the raters disagree whether it is the structure.</p>`,
    dataTable(
      "Fused structures",
      [
        left("structure"),
        left("method"),
        right("volume (mL)"),
        right("dissensus (mL)"),
        right("undecided voxels"),
        right("cases"),
      ],
      rows.map((group) => [
        labelTitle(group[0]),
        group[0].method,
        significant(mean(group.map(({ volumeMl }) => volumeMl))),
        significant(mean(group.map(({ dissensusMl }) => dissensusMl))),
        group.reduce((sum, { undecided }) => sum + undecided, 0),
        group.length,
      ]),
    ),
  ]);
}

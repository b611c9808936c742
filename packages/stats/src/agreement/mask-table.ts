import { type MaskRow, UsageError } from "@pgt/metrics";

/** Volumes of one structure in ml: `volumes[case][rater]`, sessions ascending; empty where a rater has no mask. */
export interface MaskTable {
  readonly label: number;
  readonly name: string;
  /** Ascending. */
  readonly cases: readonly string[];
  readonly volumesMl: readonly (readonly (readonly number[])[])[];
}

/** One table a label, labels ascending; rows of entities that are no `raters` are ignored. */
export function maskTables(rows: readonly MaskRow[], raters: readonly string[]): MaskTable[] {
  const labels = new Map<number, MaskRow[]>();
  for (const row of rows) {
    if (!raters.includes(row.entity)) continue;
    const group = labels.get(row.label);
    if (group) group.push(row);
    else labels.set(row.label, [row]);
  }
  return [...labels]
    .sort(([a], [b]) => a - b)
    .map(([label, group]) => {
      const cases = [...new Set(group.map((row) => row.case))].sort();
      const cells = cellsOf(group);
      return {
        label,
        name: group.map((row) => row.name).sort()[0],
        cases,
        volumesMl: cases.map((id) => raters.map((rater) => cells.get(cellKey(id, rater)) ?? [])),
      };
    });
}

function cellsOf(rows: readonly MaskRow[]): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  const seen = new Set<string>();
  const ordered = [...rows].sort((a, b) => a.session - b.session);
  for (const { case: caseId, entity, session, label, volumeMl } of ordered) {
    const key = cellKey(caseId, entity);
    const mask = `${key}\u0000${session}`;
    if (seen.has(mask)) {
      throw new UsageError(
        "E_ROW_TWICE",
        `the table of masks has two rows for case "${caseId}", label ${label}, "${entity}" session ${session}; expected one: remove the other`,
      );
    }
    seen.add(mask);
    const cell = cells.get(key);
    if (cell) cell.push(volumeMl);
    else cells.set(key, [volumeMl]);
  }
  return cells;
}

function cellKey(caseId: string, rater: string): string {
  return `${caseId}\u0000${rater}`;
}

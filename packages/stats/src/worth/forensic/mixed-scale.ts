import { foundCell, type PrintedCell, type TableFinding } from "./printed-cell.ts";

/** Scale on which a table writes metrics from 0 to 1: fractions or percent. */
export type TableScale = "fraction" | "percent";

export interface ScaleOfTable {
  readonly scale: TableScale;
  /** Cells on the other scale. */
  readonly misfits: readonly PrintedCell[];
}

/** Decides by the larger number of cells above 1 or not; zeros fit both. Metrics without the range 0 to 1 do not count. */
export function scaleOfTable(
  cells: readonly PrintedCell[],
  isShare: (metric: string) => boolean,
): ScaleOfTable {
  const shares = cells.filter(({ metric, mean }) => isShare(metric) && mean !== null && mean !== 0);
  const above = shares.filter(({ mean }) => Math.abs(mean!) > 1);
  const below = shares.filter(({ mean }) => Math.abs(mean!) <= 1);
  return above.length > below.length
    ? { scale: "percent", misfits: below }
    : { scale: "fraction", misfits: above };
}

export function mixedScale(
  cells: readonly PrintedCell[],
  isShare: (metric: string) => boolean,
): TableFinding[] {
  const { scale, misfits } = scaleOfTable(cells, isShare);
  const [first] = misfits;
  if (!first) return [];
  const [here, there] = scale === "percent" ? ["percent", "fractions"] : ["fractions", "percent"];
  const message = `the table is in ${here}, and ${misfits.length} of ${cells.length} cells look like ${there}: ${first.place}, ${first.version} on ${first.dataset}, ${first.mean}${misfits.length > 1 ? " and others" : ""}.`;
  return [
    {
      kind: "MIXED_SCALE",
      ...{ task: first.task, metric: first.metric, count: misfits.length, of: cells.length, message },
      cells: misfits.map(foundCell),
    },
  ];
}

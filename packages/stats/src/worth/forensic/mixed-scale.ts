import { foundCell, type PrintedCell, type TableFinding } from "./printed-cell.ts";

/** Whether a table writes metrics from 0 to 1 as fractions or in percent. */
export type TableScale = "fraction" | "percent";

export interface ScaleOfTable {
  readonly scale: TableScale;
  /** Cells on the other scale. */
  readonly strangers: readonly PrintedCell[];
}

/** By the larger number of cells above 1 or not; zeros fit both. Metrics without the range 0 to 1 do not count. */
export function scaleOfTable(
  cells: readonly PrintedCell[],
  isShare: (metric: string) => boolean,
): ScaleOfTable {
  const shares = cells.filter(({ metric, mean }) => isShare(metric) && mean !== null && mean !== 0);
  const above = shares.filter(({ mean }) => Math.abs(mean!) > 1);
  const below = shares.filter(({ mean }) => Math.abs(mean!) <= 1);
  return above.length > below.length
    ? { scale: "percent", strangers: below }
    : { scale: "fraction", strangers: above };
}

export function mixedScale(
  cells: readonly PrintedCell[],
  isShare: (metric: string) => boolean,
): TableFinding[] {
  const { scale, strangers } = scaleOfTable(cells, isShare);
  const [first] = strangers;
  if (!first) return [];
  const [here, there] = scale === "percent" ? ["percent", "fractions"] : ["fractions", "percent"];
  const message = `the table is in ${here}, and ${strangers.length} of ${cells.length} cells look like ${there}: ${first.place}, ${first.version} on ${first.dataset}, ${first.mean}${strangers.length > 1 ? " and others" : ""}.`;
  return [
    {
      kind: "MIXED_SCALE",
      ...{ task: first.task, metric: first.metric, count: strangers.length, of: cells.length, message },
      cells: strangers.map(foundCell),
    },
  ];
}

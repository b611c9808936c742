import { powerOfTen } from "@pgt/metrics";
import {
  byTaskAndMetric,
  foundCell,
  isPrintedAs,
  type PrintedCell,
  type TableFinding,
} from "./printed-cell.ts";

type Meant = PrintedCell & { readonly mean: number };
const isMeant = (cell: PrintedCell): cell is Meant => cell.mean !== null;

/**
 * Finds where a score does not rise along an order that is expected, such as a model in growing sizes.
 *
 * @param direction 1 if higher is better, else -1.
 */
export function orderBreaks(
  cells: readonly PrintedCell[],
  order: readonly string[],
  direction: (metric: string) => 1 | -1,
): TableFinding[] {
  return byTaskAndMetric(cells).flatMap((group) => {
    const [{ task, metric }] = group;
    const datasets = [...new Set(group.map(({ dataset }) => dataset))];
    const steps = datasets.flatMap((dataset) => {
      const along = order.flatMap((version) =>
        group.filter(isMeant).filter((cell) => cell.dataset === dataset && cell.version === version),
      );
      return along.slice(1).map((cell, at) => ({ before: along[at], cell }));
    });
    const breaks = steps.filter(({ before, cell }) => direction(metric) * (cell.mean - before.mean) < 0);
    if (breaks.length === 0) return [];
    const named = breaks.map(
      ({ before, cell }) =>
        `${before.version} ${before.mean} to ${cell.version} ${cell.mean} on ${cell.dataset} (${cell.place})`,
    );
    const message = `${breaks.length} of ${steps.length} steps along the order ${order.join(", ")} go the wrong way: ${named.join("; ")}.`;
    return [
      {
        kind: "ORDER_BREAK" as const,
        ...{ task, metric, count: breaks.length, of: steps.length, message },
        cells: breaks.map(({ cell }) => foundCell(cell)),
      },
    ];
  });
}

/**
 * Means that n values, each a multiple of a step, cannot have (GRIM; Brown & Heathers 2017). Only for cells that tell n
 * and the step, and where the step over n is coarser than the printed digit.
 */
export function granularity(cells: readonly PrintedCell[]): TableFinding[] {
  return byTaskAndMetric(cells).flatMap((group) => {
    const [{ task, metric }] = group;
    const tested = group
      .filter(isMeant)
      .filter(({ n, step, meanDecimals }) => n && step && step / n > powerOfTen(-meanDecimals));
    const impossible = tested.filter(({ mean, n, step, meanDecimals }) => {
      const grain = step! / n!;
      return !isPrintedAs(Math.round(mean / grain) * grain, mean, meanDecimals);
    });
    if (impossible.length === 0) return [];
    const named = impossible.map(
      ({ version, dataset, mean, n }) => `${version} on ${dataset} (${mean} from n = ${n})`,
    );
    const message = `${impossible.length} of ${tested.length} means are no mean of so many values: ${named.join(", ")}.`;
    return [
      {
        kind: "GRANULARITY" as const,
        ...{ task, metric, count: impossible.length, of: tested.length, message },
        cells: impossible.map(foundCell),
      },
    ];
  });
}

/** Fewer equal cells occur by accident in rounded tables. */
const fewestEqualCells = 3;

/** Cells given twice, and versions whose means and deviations are the same in every dataset. */
export function duplicates(cells: readonly PrintedCell[]): TableFinding[] {
  return byTaskAndMetric(cells).flatMap((group) => [...sameCell(group), ...sameRow(group)]);
}

function sameCell(group: readonly PrintedCell[]): TableFinding[] {
  const [{ task, metric }] = group;
  const first = new Map<string, PrintedCell>();
  const twice = group.filter((cell) => {
    const key = JSON.stringify([cell.dataset, cell.version]);
    if (first.has(key)) return true;
    first.set(key, cell);
    return false;
  });
  if (twice.length === 0) return [];
  const named = twice.map((cell) => {
    const before = first.get(JSON.stringify([cell.dataset, cell.version]))!;
    const values = before.mean === cell.mean && before.sd === cell.sd ? "the same values" : "other values";
    return `${cell.version} on ${cell.dataset}, ${before.place} and ${cell.place}, ${values}`;
  });
  const message = `${twice.length} of ${group.length} cells are given twice: ${named.join("; ")}.`;
  return [
    {
      kind: "DUPLICATE",
      ...{ task, metric, count: twice.length, of: group.length, message, cells: twice.map(foundCell) },
    },
  ];
}

function sameRow(group: readonly PrintedCell[]): TableFinding[] {
  const [{ task, metric }] = group;
  const rows = new Map<string, PrintedCell[]>();
  for (const cell of group.filter(isMeant)) rows.set(cell.version, [...(rows.get(cell.version) ?? []), cell]);
  const versions = [...rows];
  return versions.flatMap(([version, row], at) =>
    versions.slice(at + 1).flatMap(([other, otherRow]): TableFinding[] => {
      const isSame =
        row.length >= fewestEqualCells &&
        row.length === otherRow.length &&
        row.every((cell) =>
          otherRow.some(
            ({ dataset, mean, sd }) => dataset === cell.dataset && mean === cell.mean && sd === cell.sd,
          ),
        );
      if (!isSame) return [];
      const message = `${version} and ${other} have the same mean and deviation in all ${row.length} datasets: one may be a copy of the other.`;
      return [
        {
          kind: "DUPLICATE",
          ...{ task, metric, count: row.length, of: row.length, message, cells: otherRow.map(foundCell) },
        },
      ];
    }),
  );
}

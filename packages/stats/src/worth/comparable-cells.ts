import { listed } from "@pgt/metrics";
import { uniqueOf, type WorthCell } from "./worth-cells.ts";
import type { WorthWarning } from "./worth-warnings.ts";

const fields = ["split", "recipe"] as const;

/**
 * Versions of a column are comparable only if they were trained on the same split by the same recipe. Those that differ
 * from what most versions of the column have lose their value, and are named (W-RECIPE). Cells that tell nothing agree.
 */
export function comparableCells(cells: readonly WorthCell[]): {
  readonly cells: readonly WorthCell[];
  readonly warnings: readonly WorthWarning[];
} {
  const columnOf = ({ task, dataset, metric }: WorthCell) => JSON.stringify([task, dataset, metric]);
  const usual = new Map(
    uniqueOf(cells, columnOf).map((column) => {
      const own = cells.filter((cell) => columnOf(cell) === column && cell.mean !== null);
      return [column, fields.map((field) => mostFrequent(own.flatMap((cell) => cell[field] ?? [])))] as const;
    }),
  );
  const others: string[] = [];
  const kept = cells.map((cell) => {
    const expected = usual.get(columnOf(cell))!;
    const odd = fields.flatMap((field, at) =>
      cell.mean === null || cell[field] === null || cell[field] === expected[at]
        ? []
        : [`${field} ${cell[field]} in place of ${expected[at]}`],
    );
    if (odd.length === 0) return cell;
    others.push(`${cell.version} on ${cell.dataset}, ${cell.task} ${cell.metric}: ${odd.join(", ")}`);
    return { ...cell, mean: null, sd: null, byCase: null, status: `not comparable: ${odd.join(", ")}` };
  });
  if (others.length === 0) return { cells, warnings: [] };
  const message = `Not trained as most versions of their column were, so not compared with them: ${listed(others)}.`;
  return { cells: kept, warnings: [{ code: "W-RECIPE", message }] };
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** A number in a table of rows and columns. */
export interface TableCell {
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

export interface VarianceShares {
  readonly cells: number;
  readonly rows: number;
  readonly columns: number;
  /** Shares of the total sum of squares; with missing cells they need not add up to 1. */
  readonly column: number | null;
  readonly row: number | null;
  readonly residual: number | null;
}

/**
 * Shares of the sum of squares of value = row + column by least squares, each factor by what is lost when it is left
 * out (docs/methods/worth.md). Missing cells are simply absent. Null where all values are equal.
 */
export function varianceShares(cells: readonly TableCell[]): VarianceShares {
  const total = residualSquares(cells, []);
  const both = residualSquares(cells, ["row", "column"]);
  const share = (squares: number) => (total > 0 ? Math.max(0, squares) / total : null);
  return {
    cells: cells.length,
    rows: new Set(cells.map(({ row }) => row)).size,
    columns: new Set(cells.map(({ column }) => column)).size,
    column: share(residualSquares(cells, ["row"]) - both),
    row: share(residualSquares(cells, ["column"]) - both),
    residual: share(both),
  };
}

const mostSweeps = 10_000;

/** Sum of squares left by the additive model, fitted by sweeping the factors in turn until nothing moves. */
function residualSquares(cells: readonly TableCell[], factors: readonly ("row" | "column")[]): number {
  const left = cells.map(({ value }) => value);
  const groups = factors.map((factor) => groupsBy(cells, ({ [factor]: name }) => name));
  const sweeps = [[left.map((_, at) => at)], ...groups];
  const scale = Math.max(...left.map(Math.abs));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    const moved = Math.max(...sweeps.map((parts) => Math.max(...parts.map((part) => centre(left, part)))));
    if (moved <= 1e-15 * scale) break;
  }
  return left.reduce((sum, value) => sum + value ** 2, 0);
}

function groupsBy(cells: readonly TableCell[], nameOf: (cell: TableCell) => string): number[][] {
  const groups = new Map<string, number[]>();
  cells.forEach((cell, at) => {
    groups.set(nameOf(cell), [...(groups.get(nameOf(cell)) ?? []), at]);
  });
  return [...groups.values()];
}

/** Takes the mean of a part off it; by how much that was. */
function centre(values: number[], part: readonly number[]): number {
  const mean = part.reduce((sum, at) => sum + values[at], 0) / part.length;
  for (const at of part) values[at] -= mean;
  return Math.abs(mean);
}

import { mean } from "../../inference/descriptive.ts";
import { steadyDifference } from "../worth-column.ts";

/** A mean, with its spread, of one version in one column. */
export interface VersionCell {
  readonly version: string;
  readonly column: string;
  readonly mean: number;
  readonly sd: number | null;
}

export interface CellCounts {
  readonly better: number;
  readonly equal: number;
  readonly worse: number;
}

/** All versions against the baseline row of their column. */
export interface AgainstBaseline {
  readonly scores: CellCounts;
  /** Cells with a score below the baseline's. */
  readonly worseCells: readonly { readonly version: string; readonly column: string }[];
  /** Spreads smaller than, equal to and larger than the baseline's. */
  readonly spreads: { readonly smaller: number; readonly equal: number; readonly larger: number };
  readonly gainByColumn: readonly { readonly column: string; readonly gain: number; readonly n: number }[];
  /** Mean over columns. */
  readonly gain: number | null;
}

/** Scores are oriented so that higher is better. Columns without a baseline are left out. */
export function againstBaseline(cells: readonly VersionCell[], baseline: string): AgainstBaseline {
  const reference = new Map(
    cells.filter(({ version }) => version === baseline).map((cell) => [cell.column, cell]),
  );
  const compared = cells.flatMap((cell) => {
    const base = reference.get(cell.column);
    if (cell.version === baseline || !base) return [];
    const spread = cell.sd === null || base.sd === null ? null : steadyDifference(cell.sd, base.sd);
    return [{ ...cell, difference: steadyDifference(cell.mean, base.mean), spread }];
  });
  const count = (isCounted: (cell: (typeof compared)[number]) => boolean) =>
    compared.filter(isCounted).length;
  const gainByColumn = [...reference.keys()].flatMap((column) => {
    const gains = compared.filter((cell) => cell.column === column).map(({ difference }) => difference);
    return gains.length > 0 ? [{ column, gain: mean(gains), n: gains.length }] : [];
  });
  return {
    scores: {
      better: count(({ difference }) => difference > 0),
      equal: count(({ difference }) => difference === 0),
      worse: count(({ difference }) => difference < 0),
    },
    worseCells: compared
      .filter(({ difference }) => difference < 0)
      .map(({ version, column }) => ({ version, column })),
    spreads: {
      smaller: count(({ spread }) => spread !== null && spread < 0),
      equal: count(({ spread }) => spread === 0),
      larger: count(({ spread }) => spread !== null && spread > 0),
    },
    gainByColumn,
    gain: gainByColumn.length > 0 ? mean(gainByColumn.map(({ gain }) => gain)) : null,
  };
}

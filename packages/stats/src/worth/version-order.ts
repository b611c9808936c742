import { mean } from "../inference/descriptive.ts";
import { steadyDifference } from "./worth-column.ts";

/** Step from one version of an order to the next, over the columns that have both. */
export interface OrderStep {
  readonly from: string;
  readonly to: string;
  /** Mean over columns. */
  readonly gain: number | null;
  readonly n: number;
  readonly falls: readonly { readonly column: string; readonly gain: number }[];
  readonly ties: readonly string[];
}

/** Rise of scores along an order of versions, such as a model in growing sizes. */
export function orderSteps(
  cells: readonly { readonly version: string; readonly column: string; readonly mean: number }[],
  order: readonly string[],
): OrderStep[] {
  const value = new Map(cells.map(({ version, column, mean }) => [JSON.stringify([version, column]), mean]));
  const columns = [...new Set(cells.map(({ column }) => column))];
  return order.slice(1).map((to, at) => {
    const from = order[at];
    const gains = columns.flatMap((column) => {
      const [before, after] = [from, to].map((version) => value.get(JSON.stringify([version, column])));
      return before === undefined || after === undefined
        ? []
        : [{ column, gain: steadyDifference(after, before) }];
    });
    return {
      from,
      to,
      gain: gains.length > 0 ? mean(gains.map(({ gain }) => gain)) : null,
      n: gains.length,
      falls: gains.filter(({ gain }) => gain < 0),
      ties: gains.filter(({ gain }) => gain === 0).map(({ column }) => column),
    };
  });
}

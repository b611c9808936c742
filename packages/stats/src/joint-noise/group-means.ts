import { mean } from "../inference/descriptive.ts";
import { getOrCreate } from "../scores/get-or-create.ts";

/** One value of a group in a case. */
export interface GroupValue {
  readonly case: string;
  /** Key of what is averaged over first: a pair of raters, or one rater. */
  readonly group: string;
  readonly value: number;
}

/** Sums by group and case, so that leaving out a case costs no second pass over the values. */
export interface GroupMeans {
  readonly groups: readonly string[];
  readonly cases: ReadonlySet<string>;
  /** Mean of a group over its values, without those of `leftOut`; NaN where none is left. */
  readonly meanOf: (group: string, leftOut?: string) => number;
  /** Mean over groups with a value of the mean of each; NaN without values. */
  readonly meanOfMeans: (leftOut?: string) => number;
}

export function groupMeans(values: readonly GroupValue[]): GroupMeans {
  const sums = new Map<string, { all: Sum; byCase: Map<string, Sum> }>();
  for (const { case: caseId, group, value } of values) {
    const own = getOrCreate(sums, group, () => ({ all: newSum(), byCase: new Map<string, Sum>() }));
    for (const sum of [own.all, getOrCreate(own.byCase, caseId, newSum)]) {
      sum.total += value;
      sum.count++;
    }
  }
  const groups = [...sums.keys()].sort();
  const meanOf = (group: string, leftOut?: string) => {
    const { all, byCase } = sums.get(group)!;
    const left = leftOut === undefined ? undefined : byCase.get(leftOut);
    const count = all.count - (left?.count ?? 0);
    return count === 0 ? Number.NaN : (all.total - (left?.total ?? 0)) / count;
  };
  return {
    groups,
    cases: new Set(values.map((value) => value.case)),
    meanOf,
    meanOfMeans: (leftOut) =>
      mean(groups.map((group) => meanOf(group, leftOut)).filter((value) => !Number.isNaN(value))),
  };
}

interface Sum {
  total: number;
  count: number;
}

const newSum = (): Sum => ({ total: 0, count: 0 });

import type { CaseSplit } from "@pgt/io";
import { createRandom } from "@pgt/metrics";
import { byCodePoint } from "../../derive/case-splits.ts";

const seedOfFolds = 12345;

/** Folds of nearly equal size, drawn from the sorted cases. */
export function foldsOf(cases: readonly string[], count: number): CaseSplit[] {
  const sorted = [...cases].sort(byCodePoint);
  const random = createRandom(seedOfFolds, 0);
  const order = sorted.map((id) => ({ id, key: random.nextUint32() })).sort((a, b) => a.key - b.key);
  const foldOf = new Map(order.map(({ id }, at) => [id, at % count]));
  return Array.from({ length: count }, (_, fold) => ({
    train: sorted.filter((id) => foldOf.get(id) !== fold),
    val: sorted.filter((id) => foldOf.get(id) === fold),
  }));
}

import { createRandom } from "@pgt/metrics";
import type { RankingTask } from "../../src/ranking/ranking-task.ts";

/** A task from rows of values; larger is better and a missing value is worth 0 unless said. */
export function taskOf(
  values: readonly (readonly (number | null)[])[],
  changes: Partial<RankingTask> = {},
): RankingTask {
  const cases = values[0].map((_, at) => `case_${String(at).padStart(3, "0")}`);
  return {
    algorithms: values.map((_, at) => `A${at + 1}`),
    cases,
    values,
    direction: "higher",
    worstValues: cases.map(() => 0),
    ...changes,
  };
}

/** Whole numbers from 0 to `below` - 1, so that there are ties; some missing. */
export function randomTask(seed: number, algorithms: number, cases: number, below = 20, missing = 0) {
  const random = createRandom(seed, 0);
  return taskOf(
    Array.from({ length: algorithms }, () =>
      Array.from({ length: cases }, () =>
        random.next() < missing ? null : (1 + random.nextBelow(below)) / below,
      ),
    ),
  );
}

/** P(W >= w) by writing out all 2^n signs of the given differences, with average ranks of their sizes. */
export function signedRankByAllSigns(differences: readonly number[]): { statistic: number; p: number } {
  const sizes = differences.map(Math.abs);
  const ranks = sizes.map(
    (size) =>
      sizes.filter((other) => other < size).length + (sizes.filter((other) => other === size).length + 1) / 2,
  );
  const statistic = ranks.reduce((sum, rank, at) => sum + (differences[at] > 0 ? rank : 0), 0);
  let reached = 0;
  for (let signs = 0; signs < 2 ** ranks.length; signs++) {
    const sum = ranks.reduce((total, rank, at) => total + ((signs >> at) & 1 ? rank : 0), 0);
    if (sum >= statistic) reached++;
  }
  return { statistic, p: reached / 2 ** ranks.length };
}

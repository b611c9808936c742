import { criticalT, mean, sampleSd } from "@pgt/stats";
import type { RunSpread } from "./experiment-types.ts";
import type { CellRuns } from "./run-means.ts";

const level = 0.95;

/** How much another run of the same recipe changes a score, by task and metric, and what that leaves of the gaps between versions. */
export function runSpreads(cells: readonly CellRuns[]): RunSpread[] {
  const keys = new Map(cells.map(({ task, metric }) => [JSON.stringify([task, metric]), { task, metric }]));
  return [...keys.values()].map(({ task, metric }) => {
    const own = cells.filter((cell) => cell.task === task && cell.metric === metric);
    const repeated = own.map(({ runs }) => runs.map((one) => one.mean)).filter((means) => means.length > 1);
    const freedom = repeated.reduce((sum, means) => sum + means.length - 1, 0);
    const squares = repeated.reduce((sum, means) => sum + (means.length - 1) * sampleSd(means) ** 2, 0);
    const sd = freedom === 0 ? null : Math.sqrt(squares / freedom);
    const fewest = Math.min(...repeated.map((means) => means.length));
    const limit = sd === null ? null : criticalT(level, freedom) * sd * Math.sqrt(2 / fewest);
    return { task, metric, sd, cells: repeated.length, freedom, limit, ...gapsWithin(own, limit) };
  });
}

/** Pairs of versions in a column, and those of them whose gap is within the limit. */
function gapsWithin(cells: readonly CellRuns[], limit: number | null): Pick<RunSpread, "pairs" | "within"> {
  const means = cells
    .filter(({ runs }) => runs.length > 0)
    .map(({ base, runs }) => ({ base, mean: mean(runs.map((one) => one.mean)) }));
  const gaps = means.flatMap((a, at) =>
    means.slice(at + 1).flatMap((b) => (a.base === b.base ? [Math.abs(a.mean - b.mean)] : [])),
  );
  return { pairs: gaps.length, within: limit === null ? null : gaps.filter((gap) => gap <= limit).length };
}

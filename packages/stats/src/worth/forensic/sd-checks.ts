import { powerOfTen, someOf } from "@pgt/metrics";
import { pearson } from "../../inference/correlation.ts";
import {
  byTaskAndMetric,
  foundCell,
  isPrintedAs,
  type PrintedCell,
  type TableFinding,
} from "./printed-cell.ts";

type Spread = PrintedCell & { readonly mean: number; readonly sd: number };

/** Fewer cells can agree by accident. */
const fewestCells = 5;

/**
 * Standard deviations that are the root of the mean, to the printed digit: what results if the root is taken of the mean
 * of the scores in place of the mean of their variances. Found where at least half of the cells of a task and metric
 * agree; the others are named, with the mean that their deviation would belong to.
 *
 * @param percentOf factor from the unit of the table to percent: the slip may have been made in either.
 */
export function sdRootOfMean(
  cells: readonly PrintedCell[],
  percentOf: (metric: string) => number,
): TableFinding[] {
  return byTaskAndMetric(cells).flatMap((group) => {
    const spreads = group.filter((cell): cell is Spread => cell.mean !== null && cell.sd !== null);
    const [{ task, metric }] = group;
    const factors = [...new Set([1, percentOf(metric)])];
    const found = factors.map((factor) => ({
      factor,
      equal: spreads.filter(({ mean, sd, sdDecimals }) =>
        isPrintedAs(Math.sqrt(mean * factor) / factor, sd, sdDecimals),
      ),
    }));
    const { factor, equal } = found.reduce((most, one) =>
      one.equal.length > most.equal.length ? one : most,
    );
    if (equal.length < fewestCells || equal.length < spreads.length / 2) return [];
    const others = spreads.filter((cell) => !equal.includes(cell));
    const r = pearson(
      spreads.map(({ sd }) => sd),
      spreads.map(({ mean }) => Math.sqrt(Math.max(0, mean))),
    );
    const message = [
      `${equal.length} of ${spreads.length} standard deviations are the square root of the mean${factor === 1 ? "" : " in percent"}, to the printed digit`,
      r === null ? "" : ` (correlation with the root ${r.toFixed(3)})`,
      ": they say nothing of spread; use them for no error bar.",
      ...others.map((cell) => exception(cell, factor)),
    ].join("");
    const concerned = equal.map(foundCell);
    return [
      {
        kind: "SD_ROOT_OF_MEAN" as const,
        ...{ task, metric, count: equal.length, of: spreads.length, message, cells: concerned },
      },
    ];
  });
}

function exception({ dataset, version, mean, sd, sdDecimals, meanDecimals }: Spread, factor: number): string {
  const half = 0.5 * powerOfTen(-sdDecimals);
  const [low, high] = [sd - half, sd + half].map((root) =>
    ((root * factor) ** 2 / factor).toFixed(meanDecimals),
  );
  return ` The exception, ${version} on ${dataset} (${mean} ± ${sd}), would follow from a mean of ${low} to ${high}: perhaps a misprint of the mean.`;
}

/**
 * Standard deviations larger than values in the metric's range can have: half the range, or, with that mean, the root of
 * (mean - low)(high - mean) (Bhatia & Davis 2000). Where n is not known, divisor n - 1 with five values is allowed for.
 *
 * @param rangeOf of a metric in the unit of the table; null if it is not known or has no end.
 */
export function sdTooLarge(
  cells: readonly PrintedCell[],
  rangeOf: (metric: string) => readonly [number, number] | null,
): TableFinding[] {
  return byTaskAndMetric(cells).flatMap((group) => {
    const [{ task, metric }] = group;
    const range = rangeOf(metric);
    const spreads = group.filter((cell): cell is Spread => cell.mean !== null && cell.sd !== null);
    if (range === null) return [];
    const [low, high] = range;
    const tooLarge = spreads.filter(({ mean, sd, n, sdDecimals, meanDecimals }) => {
      const values = Math.max(2, n ?? 5);
      const slack = 0.5 * (powerOfTen(-sdDecimals) + powerOfTen(-meanDecimals));
      const variance = Math.max(0, Math.min((high - low) ** 2 / 4, (mean - low) * (high - mean)));
      return sd > Math.sqrt((variance * values) / (values - 1)) + slack;
    });
    if (tooLarge.length === 0) return [];
    const named = tooLarge.map(
      ({ version, dataset, mean, sd }) => `${version} on ${dataset} (${mean} ± ${sd})`,
    );
    const message = `${tooLarge.length} of ${spreads.length} standard deviations are larger than values from ${low} to ${high} with that mean can have: ${someOf(named, 3)}.`;
    return [
      {
        kind: "SD_TOO_LARGE" as const,
        ...{ task, metric, count: tooLarge.length, of: spreads.length, message },
        cells: tooLarge.map(foundCell),
      },
    ];
  });
}

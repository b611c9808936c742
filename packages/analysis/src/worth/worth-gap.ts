import { UsageError } from "@pgt/metrics";
import { tableMetric, type WorthCell } from "@pgt/stats";

/** @throws UsageError E_GAP for a gap that no two values of any metric can have. */
export function refuseImpossibleGap(
  points: number | undefined,
  cells: readonly Pick<WorthCell, "metric">[],
): void {
  if (points === undefined) return;
  if (!(points > 0)) {
    throw new UsageError(
      "E_GAP",
      `--gap (gapPoints): expected an improvement above 0, found ${points}; leave it out to ask about the step from the version of middle quality to the best`,
    );
  }
  const widths = [...new Set(cells.map(({ metric }) => metric))].map((metric) => {
    const { range, isShare } = tableMetric(metric);
    return {
      metric,
      width: range === null ? Number.POSITIVE_INFINITY : (range[1] - range[0]) * (isShare ? 100 : 1),
    };
  });
  if (widths.some(({ width }) => points <= width)) return;
  const most = widths.map(({ metric, width }) => `${metric} ${width}`).join(", ");
  throw new UsageError(
    "E_GAP",
    `--gap (gapPoints): no two values differ by ${points}; the range, in points (hundredths) for metrics from 0 to 1: ${most}`,
  );
}

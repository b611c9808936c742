import { listed } from "@pgt/metrics";
import type { QualityPageInput } from "./quality-page-input.ts";
import { type ShownMetric, shownMetric } from "./shown-metric.ts";

/** The result of each dataset and metric in a sentence. */
export function qualityAnswer(input: QualityPageInput): string[] {
  return input.datasets.flatMap(({ dataset }) =>
    input.settings.metrics.flatMap((key) => sentence(input, dataset, shownMetric(key)) ?? []),
  );
}

function sentence(
  { cells, comparisons }: QualityPageInput,
  dataset: string,
  metric: ShownMetric,
): string | null {
  const own = cells
    .filter((one) => one.dataset === dataset && one.metric === metric.key && one.rank !== null)
    .sort((a, b) => a.rank! - b.rank!);
  const best = own.filter(({ rank }) => rank === 1).map(({ generator }) => generator);
  const [first] = own;
  if (!first) return null;
  const { low, high } = first.interval;
  const interval =
    low === null || high === null ? "" : `, 95 % interval ${metric.text(low)} to ${metric.text(high)}`;
  const start = `${dataset}, ${metric.title}: ${listed(best)} ${best.length > 1 ? "are" : "is"} the most similar to the reference (${metric.text(first.mean)}${interval})`;
  if (own.length < 2 || best.length > 1) return `${start}.`;
  const beaten = own
    .slice(1)
    .filter(({ generator }) =>
      comparisons.some(
        (one) =>
          one.dataset === dataset &&
          one.metric === metric.key &&
          one.better === best[0] &&
          [one.a, one.b].includes(generator),
      ),
    )
    .map(({ generator }) => generator);
  const others = own.length - 1;
  if (beaten.length === others) {
    return `${start}; it can be told from ${others === 1 ? "the other" : `all ${others} others`}.`;
  }
  const rest = others === 1 ? "the other" : "the others";
  return `${start}; it can${beaten.length === 0 ? `not be told from ${rest}` : ` be told from ${listed(beaten)}, not from the others`} (t test over the same cases, Holm).`;
}

import { parseMetric } from "@pgt/metrics";
import { metricValue } from "../page/number-format.ts";

/** Form of a metric's values in tables of label quality: fractions times 100, as in the paper. */
export interface ShownMetric {
  readonly key: string;
  /** Title with the unit, or `× 100`. */
  readonly title: string;
  readonly higherIsBetter: boolean;
  readonly factor: 1 | 100;
  readonly text: (value: number | null) => string;
  /** Text with a sign and one more decimal, for differences. */
  readonly difference: (value: number | null) => string;
}

export function shownMetric(key: string): ShownMetric {
  const { definition } = parseMetric(key);
  const { range, unit, direction } = definition;
  const isFraction = unit === "" && range[0] >= -1 && range[1] === 1;
  const factor = isFraction ? 100 : 1;
  const text = (value: number | null, decimals: number) =>
    value === null ? "–" : (value * factor).toFixed(decimals).replace("-", "−");
  return {
    key,
    title: isFraction ? `${key} × 100` : unit === "" ? key : `${key} (${unit})`,
    higherIsBetter: direction === "higher",
    factor,
    text: (value) => (isFraction ? text(value, 1) : metricValue(value, unit)),
    difference: (value) => `${value !== null && value > 0 ? "+" : ""}${text(value, 2)}`,
  };
}

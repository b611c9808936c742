import { findMetric, type MetricDefinition, PgtError, parseMetric } from "@pgt/metrics";

/** Facts known of a metric that a table names. */
export interface TableMetric {
  readonly metric: string;
  /** `Dice`; the name in the table if the metric is not known. */
  readonly name: string;
  /** A share from 0 to 1, shown in points of a hundredth. */
  readonly isShare: boolean;
  /** `points` for shares, else the metric's unit. */
  readonly unit: string;
  /** 1 if higher is better, else -1. */
  readonly direction: 1 | -1;
  /** Range of values as fractions; ends may be infinite. Null: not known. */
  readonly range: readonly [number, number] | null;
  readonly isKnown: boolean;
  /** The parameter that values depend on and the name does not tell: `tolerance`. */
  readonly untold: string | null;
}

/**
 * The metric of a table's name; a parameter that the name leaves out (`nsd`) is no fault, since the values are there
 * already. What is not in the registry is taken as better the higher, and its range as unknown.
 *
 * @param values of the metric in the table: of an unknown metric, whether they look like shares.
 */
export function tableMetric(metric: string, values: readonly number[] = []): TableMetric {
  const definition = definitionOf(metric);
  if (!definition) {
    const isShare = values.length > 0 && values.every((value) => value >= 0 && value <= 1);
    const unit = isShare ? "points" : "";
    return { metric, name: metric, isShare, unit, direction: 1, range: null, isKnown: false, untold: null };
  }
  const { range, direction, name, unit, parameter } = definition;
  const isUntold =
    parameter !== undefined && parameter.default === undefined && findMetric(metric) !== undefined;
  const isShare = range[0] === 0 && range[1] === 1;
  return {
    metric,
    name: metric === definition.id ? name : `${name} (${metric})`,
    isShare,
    unit: isShare ? "points" : unit === "1" ? "" : unit,
    direction: direction === "higher" ? 1 : -1,
    range,
    isKnown: true,
    untold: isUntold ? parameter.name : null,
  };
}

function definitionOf(metric: string): MetricDefinition | undefined {
  const found = findMetric(metric) ?? findMetric(metric.replace(/@.*$/, ""));
  if (found) return found;
  try {
    return parseMetric(metric).definition;
  } catch (error) {
    if (error instanceof PgtError) return undefined;
    throw error;
  }
}

/** A difference of fractions in what is shown: points of a hundredth for shares. */
export function shownFactor({ isShare }: Pick<TableMetric, "isShare">): number {
  return isShare ? 100 : 1;
}

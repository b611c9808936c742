/** Ends of a confidence interval, in the metric's unit; null where none can be given. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

export interface IntervalOptions {
  /** `bca`: bootstrap over cases where there are at least 20, else `t`. Default `t`. */
  readonly method?: "t" | "bca";
  /** Confidence level, default 0.95. */
  readonly level?: number;
  /** Bootstrap replicates, default 2000. */
  readonly replicates?: number;
  readonly seed?: number;
}

export const defaultLevel = 0.95;

export const noInterval: Interval = { low: null, high: null };

export interface HolmResult {
  /** Adjusted p value, at most 1, in the order of the input. */
  readonly pAdjusted: number;
  /**
   * Level of the interval that agrees with the test: it excludes zero exactly if the hypothesis is rejected. The
   * r-th smallest of m p values gets alpha / (m - r + 1); from the first that is not rejected on, all get its level.
   */
  readonly level: number;
}

/** Holm's step-down procedure (Holm 1979). `alpha`: family-wise error, default 0.05. */
export function holm(pValues: readonly number[], alpha = 0.05): HolmResult[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a] - pValues[b]);
  const results = new Array<HolmResult>(pValues.length);
  let running = 0;
  let stoppedAt: number | undefined;
  order.forEach((index, rank) => {
    const factor = pValues.length - rank;
    running = Math.max(running, Math.min(1, factor * pValues[index]));
    if (stoppedAt === undefined && running >= alpha) stoppedAt = factor;
    results[index] = { pAdjusted: running, level: 1 - alpha / (stoppedAt ?? factor) };
  });
  return results;
}

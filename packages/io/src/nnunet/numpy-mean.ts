/**
 * Mean as numpy computes it, to the last digit: pairwise summation (blocks of up to 128, eight running sums each).
 *
 * @returns NaN for no values.
 */
export function numpyMean(values: readonly number[]): number {
  return pairwiseSum(values, 0, values.length) / values.length;
}

/** Mean of the values that are not NaN (numpy.nanmean, which sums zeros in their place); NaN if all are. */
export function numpyNanMean(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value)).length;
  const filled = values.map((value) => (Number.isNaN(value) ? 0 : value));
  return pairwiseSum(filled, 0, filled.length) / defined;
}

function pairwiseSum(values: readonly number[], start: number, count: number): number {
  if (count < 8) return sumFrom(0, values, start, start + count);
  if (count <= 128) return blockSum(values, start, count);
  const half = Math.floor(count / 2);
  const first = half - (half % 8);
  return pairwiseSum(values, start, first) + pairwiseSum(values, start + first, count - first);
}

function blockSum(values: readonly number[], start: number, count: number): number {
  const whole = start + count - (count % 8);
  const r = values.slice(start, start + 8);
  for (let at = start + 8; at < whole; at += 8) {
    for (let lane = 0; lane < 8; lane++) r[lane] += values[at + lane];
  }
  const sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
  return sumFrom(sum, values, whole, start + count);
}

function sumFrom(sum: number, values: readonly number[], start: number, end: number): number {
  let total = sum;
  for (let at = start; at < end; at++) total += values[at];
  return total;
}

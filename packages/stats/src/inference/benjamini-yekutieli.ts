/**
 * p values adjusted for the rate of false discoveries among tests that may depend on each other in any way (Benjamini &
 * Yekutieli 2001): with the i-th smallest of m, the least of m c p_(j) / j over j >= i, c = 1 + 1/2 + ... + 1/m, at most
 * 1. In the order of the input.
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  const m = pValues.length;
  const harmonic = pValues.reduce((sum, _, at) => sum + 1 / (at + 1), 0);
  const descending = pValues.map((_, at) => at).sort((a, b) => pValues[b] - pValues[a]);
  const adjusted = new Array<number>(m);
  let least = 1;
  descending.forEach((at, place) => {
    least = Math.min(least, (m * harmonic * pValues[at]) / (m - place));
    adjusted[at] = least;
  });
  return adjusted;
}

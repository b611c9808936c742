/**
 * Length in mm of the contour through a 2 x 2 cell with kernel [[8, 4], [2, 1]], indexed [u][v]
 * (docs/methods/metrics.md): one corner apart from the others is cut off between edge midpoints, two neighbours are
 * parted by a straight line through the cell, two on a diagonal are cut off one by one.
 */
export function contourLengthMm(code: number, spacingMm: readonly [number, number]): number {
  const isSet = (u: number, v: number) => (code & (8 >> (2 * u + v))) !== 0;
  const corners = [isSet(0, 0), isSet(0, 1), isSet(1, 0), isSet(1, 1)];
  const n = corners.filter(Boolean).length;
  const cornerMm = Math.hypot(spacingMm[0], spacingMm[1]) / 2;
  if (n === 0 || n === 4) return 0;
  if (n !== 2) return cornerMm;
  if (isSet(0, 0) === isSet(1, 1)) return 2 * cornerMm;
  return isSet(0, 0) === isSet(1, 0) ? spacingMm[0] : spacingMm[1];
}

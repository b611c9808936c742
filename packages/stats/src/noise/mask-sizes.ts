import type { MaskRow } from "@pgt/metrics";

/** Volume over surface of a structure in one sampling unit (case or cluster), in mm, from all raters' masks of it. */
export type ThicknessMm = (unit: string) => number | null;

/** Sum of volumes over sum of areas, of the masks that have both; null for a unit without any. */
export function volumeOverSurface(
  masks: readonly MaskRow[],
  label: number,
  raters: readonly string[],
  clusterOf: (caseId: string) => string = (caseId) => caseId,
): ThicknessMm {
  const sums = new Map<string, { volumeMm3: number; areaMm2: number }>();
  for (const { case: caseId, label: of, entity, volumeMl, areaMm2 } of inOrder(masks)) {
    if (of !== label || !raters.includes(entity) || areaMm2 === null || !(areaMm2 > 0)) continue;
    const unit = clusterOf(caseId);
    const sum = sums.get(unit) ?? { volumeMm3: 0, areaMm2: 0 };
    sums.set(unit, { volumeMm3: sum.volumeMm3 + 1000 * volumeMl, areaMm2: sum.areaMm2 + areaMm2 });
  }
  return (unit) => {
    const sum = sums.get(unit);
    return sum === undefined ? null : sum.volumeMm3 / sum.areaMm2;
  };
}

/** Rows in one order, whatever the input's, so that sums agree to the last digit. */
export function inOrder(masks: readonly MaskRow[]): MaskRow[] {
  const key = ({ case: caseId, entity, session }: MaskRow) => `${caseId}\u0000${entity}\u0000${session}`;
  return masks
    .map((mask) => ({ mask, key: key(mask) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ mask }) => mask);
}

import type { CalibrationBin } from "@pgt/metrics";

/**
 * Groups of equally many voxels in ascending order of their values: group m holds ranks floor(m n / groups) to
 * floor((m + 1) n / groups) - 1. A value that lies in several is shared in proportion, which is the mean over all orders
 * of the voxels that have it.
 *
 * @param values in ascending order.
 */
export function massBinsOf(
  values: readonly CalibrationBin[],
  voxels: number,
  groups: number,
): CalibrationBin[] {
  const bins = Array.from({ length: groups }, () => ({ voxels: 0, sumP: 0, sumQ: 0 }));
  let [before, group] = [0, 0];
  const endOf = (index: number) => Math.floor(((index + 1) * voxels) / groups);
  for (const value of values) {
    let from = before;
    const end = before + value.voxels;
    while (from < end) {
      while (endOf(group) <= from) group++;
      const share = (Math.min(end, endOf(group)) - from) / value.voxels;
      bins[group].voxels += share * value.voxels;
      bins[group].sumP += share * value.sumP;
      bins[group].sumQ += share * value.sumQ;
      from = Math.min(end, endOf(group));
    }
    before = end;
  }
  return bins;
}

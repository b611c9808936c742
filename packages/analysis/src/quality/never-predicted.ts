import { someOf } from "@pgt/metrics";
import type { RunScores } from "@pgt/runner";
import type { QualityWarning } from "@pgt/stats";
import type { CommonLabels } from "@pgt/study";

const listedLabels = 6;

/**
 * Labels of the reference of which a generator has not a voxel in any case. Whether it cannot produce them or missed all
 * of them, its masks do not say: they count as missed.
 */
export function neverPredicted(
  dataset: string,
  { counts }: RunScores,
  { labels }: CommonLabels,
  generators: readonly string[],
): QualityWarning[] {
  const voxels = new Map<string, { reference: number; prediction: number }>();
  for (const { b, label, truePositive, falsePositive, falseNegative } of counts) {
    const key = `${label} ${b}`;
    const sum = voxels.get(key) ?? { reference: 0, prediction: 0 };
    sum.reference += truePositive + falseNegative;
    sum.prediction += truePositive + falsePositive;
    voxels.set(key, sum);
  }
  const missedBy = new Map<string, string[]>();
  for (const id of generators) {
    const missed = labels.filter(({ label }) => {
      const sum = voxels.get(`${label} ${id}`);
      return sum !== undefined && sum.reference > 0 && sum.prediction === 0;
    });
    if (missed.length === 0) continue;
    const what = someOf(
      missed.map(({ name }) => name),
      listedLabels,
    );
    missedBy.set(what, [...(missedBy.get(what) ?? []), id]);
  }
  return [...missedBy].map(([what, ids]) => ({
    code: "W-EMPTY",
    dataset,
    generator: ids.length === 1 ? ids[0] : null,
    label: null,
    metric: null,
    message: `no voxel of ${what} in any mask of ${ids.join(", ")}: counted as missed. What a generator cannot produce is to be left out of its label map (--map ${ids[0]}=FILE), and then leaves the common labels.`,
  }));
}

import {
  formatNnunetSummary,
  type NnunetMetrics,
  type NnunetSummary,
  nnunetLabelKey,
  summarizeNnunet,
} from "@pgt/io";
import { UsageError } from "@pgt/metrics";
import type { CountRow } from "@pgt/runner";
import { resolve } from "@pgt/runner";
import { folderNames } from "../folder-names.ts";
import type { NnunetSummaryFile } from "./quality-types.ts";
import type { DatasetQuality } from "./run-quality.ts";

/**
 * A summary.json per dataset and generator, as nnU-Net's evaluator writes it on the folders: cases are
 * those that both have, structures those of the dataset, undefined values NaN whatever the choices of quality.
 *
 * @throws UsageError if several summaries would go to one file.
 */
export function nnunetSummaryFiles(
  pattern: string,
  datasets: readonly DatasetQuality[],
  nan: boolean,
): (NnunetSummaryFile & { readonly text: string })[] {
  const files = new Map<string, NnunetSummaryFile & { readonly text: string }>();
  const datasetNames = folderNames(datasets.map(({ dataset }) => dataset.dataset));
  const generatorNames = folderNames(
    datasets.flatMap(({ dataset }) => dataset.generators.map(({ id }) => id)),
  );
  for (const dataset of datasets) {
    for (const { id } of dataset.dataset.generators) {
      const path = pattern
        .replaceAll("{generator}", () => generatorNames.get(id)!)
        .replaceAll("{dataset}", () => datasetNames.get(dataset.dataset.dataset)!);
      if (files.has(path)) throw oneFile(pattern);
      const missing = dataset.failures
        .filter(({ comparison }) => comparison === `${dataset.dataset.reference.id}/${id}`)
        .map((failure) => failure.case);
      const text = formatNnunetSummary(nnunetSummaryOf(dataset, id), { nan });
      files.set(path, {
        path,
        dataset: dataset.dataset.dataset,
        generator: id,
        missing: [...new Set(missing)],
        text,
      });
    }
  }
  return [...files.values()];
}

/** @throws UsageError if several summaries would go to one file: before anything is computed. */
export function checkSummaryPattern(pattern: string, generators: number, datasets: number): void {
  const isOne =
    (generators <= 1 || pattern.includes("{generator}")) && (datasets <= 1 || pattern.includes("{dataset}"));
  if (!isOne) throw oneFile(pattern);
}

function oneFile(pattern: string): UsageError {
  const example = pattern.replace(/(\.json)?$/, "-{generator}.json");
  return new UsageError(
    "E_SUMMARY",
    `nnU-Net's summary.json holds one generator of one dataset, and ${pattern} would be written several times. Put {generator} (and {dataset}) into its name: ${example}`,
  );
}

export function nnunetSummaryOf(
  { entities, scores, common, plan }: DatasetQuality,
  id: string,
): NnunetSummary {
  const [reference] = entities;
  const generator = entities.find((one) => one.id === id)!;
  const labels = [...common.labels, ...common.dropped].map(({ label }) => label);
  const counts = new Map<string, Map<number, CountRow>>();
  for (const row of scores.counts) {
    if (row.b !== id) continue;
    const ofCase = counts.get(row.case) ?? new Map<number, CountRow>();
    counts.set(row.case, ofCase.set(row.label, row));
  }
  const cases = [...counts].map(([caseId, ofCase]) => {
    const [any] = ofCase.values();
    const voxels = any.truePositive + any.falsePositive + any.falseNegative + any.trueNegative;
    const metrics = labels.map((label): [string, NnunetMetrics] => [
      keyOf(label, plan.dataset?.labels),
      metricsOf(
        ofCase.get(label) ?? { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: voxels },
      ),
    ]);
    return {
      predictionFile: resolve(generator.cases.get(caseId)!.path),
      referenceFile: resolve(reference.cases.get(caseId)!.path),
      metrics: new Map(metrics),
    };
  });
  return summarizeNnunet(cases);
}

function keyOf(
  label: number,
  structures: readonly { readonly label: number; readonly ids: readonly number[] }[] | undefined,
): string {
  return nnunetLabelKey(structures?.find((one) => one.label === label)?.ids ?? [label]);
}

/** nnU-Net 0e49508, compute_metrics: 0/0 is NaN. */
function metricsOf({
  truePositive: TP,
  falsePositive: FP,
  falseNegative: FN,
  trueNegative: TN,
}: Pick<CountRow, "truePositive" | "falsePositive" | "falseNegative" | "trueNegative">): NnunetMetrics {
  return {
    Dice: (2 * TP) / (2 * TP + FP + FN),
    IoU: TP / (TP + FP + FN),
    ...{ FP, TP, FN, TN, n_pred: FP + TP, n_ref: FN + TP },
  };
}

import type { NameTable } from "./label-names.ts";
import type { LabelQuery, WantedLabel } from "./label-query.ts";
import { labelIn, type MaskLabels } from "./mask-labels.ts";

/** Labels asked for, else those of the data set, else all that are found. */
export function wantedLabels(
  { dataset, asked }: LabelQuery,
  reference: MaskLabels,
  prediction: MaskLabels,
  vocabulary: NameTable,
): WantedLabel[] {
  const own = (label: number) => ({ label, name: vocabulary.nameOf(label), ids: [label] });
  if (dataset) {
    const entries = dataset.labels.filter(({ label, ids }) => label !== 0 && ids.some((id) => id !== 0));
    if (!asked) return entries;
    return unique(asked).map((label) => entries.find((entry) => entry.label === label) ?? own(label));
  }
  if (asked) return unique(asked).map(own);
  const found = [reference, prediction].flatMap((side) =>
    [...side.ids].map((id) => labelIn(side, id, vocabulary)),
  );
  return unique(found)
    .sort((a, b) => a - b)
    .map(own);
}

function unique(labels: readonly number[]): number[] {
  return [...new Set(labels)].filter((label) => label !== 0);
}

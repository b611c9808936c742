import { type LabelSpec, type Note, someOf } from "@pgt/metrics";
import { labelVocabulary, NameTable } from "./label-names.ts";
import type { DatasetLabels, LabelQuery, WantedLabel } from "./label-query.ts";
import { idsIn, type MaskLabels, maskLabels, regionOf } from "./mask-labels.ts";
import { numberingWarnings, sharedNameWarnings } from "./numbering-warnings.ts";
import { regionIds } from "./region-ids.ts";
import { wantedLabels } from "./wanted-labels.ts";

export interface LabelMatch {
  readonly labels: readonly LabelSpec[];
  /** Ids of `labels` that are in either mask. */
  readonly found: readonly number[];
  /** About the prediction, without its file, so that the same fault in many cases gives the same note. */
  readonly warnings: readonly Note[];
}

/**
 * Decides which ids of the two masks are the same structure. Labels are matched by number, unless both sides
 * name theirs (in their own tables or in `dataset`) and share a name: then by name, since tools, tasks and
 * versions number structures differently. A number that the two sides name differently and that has no
 * counterpart by name is two structures; if no name at all is shared, the numbers are trusted and it is said.
 *
 * @throws InputError E_LABELS if a side has one file per class and the other no name in common with it.
 */
export function matchLabels(query: LabelQuery): LabelMatch {
  const tables = [query.reference, query.prediction]
    .sort((a, b) => Number(a.byName ?? false) - Number(b.byName ?? false))
    .flatMap(({ names }) => (names ? [names] : []));
  const vocabulary = new NameTable(
    query.dataset ? datasetNames(query.dataset) : labelVocabulary([query.vocabulary ?? new Map(), ...tables]),
  );
  const reference = maskLabels("reference", query, query.dataset ? vocabulary : null);
  const prediction = maskLabels("prediction", query, query.dataset ? vocabulary : null);
  const wanted = wantedLabels(query, reference, prediction, vocabulary);
  const regions: Note[] = [];
  const idsOf = (side: MaskLabels, entry: WantedLabel): readonly number[] => {
    const words = { side: side.title, dataset: sourceOf(query) };
    const region = regionOf(side, entry);
    const found = region && regionIds(region, side.table, side.ids, vocabulary, words);
    if (!found) return idsIn(side, entry, vocabulary);
    const { ids, warning } = found;
    // One file per class may overlap another, so the union is the whole in any case.
    if (warning !== null && !side.byName) regions.push(warning);
    return ids;
  };
  const labels = wanted.map((entry) => ({
    label: entry.label,
    name: entry.name ?? nameFor(entry.label, [reference, prediction], vocabulary),
    referenceIds: idsOf(reference, entry),
    predictionIds: idsOf(prediction, entry),
  }));
  const isFound = (spec: LabelSpec) =>
    spec.referenceIds.some((id) => reference.ids.has(id)) ||
    spec.predictionIds.some((id) => prediction.ids.has(id));
  return {
    labels,
    found: labels.filter(isFound).map(({ label }) => label),
    warnings: query.dataset
      ? [
          ...regions,
          ...sharedNameWarnings(reference),
          ...sharedNameWarnings(prediction),
          ...[reference, prediction].flatMap((side) =>
            numberingWarnings(side.title, side.own, { table: sourceOf(query) }, vocabulary, side.namesMatch),
          ),
          ...leftOutWarning(query, reference, prediction, labels),
        ]
      : [
          ...sharedNameWarnings(reference),
          ...sharedNameWarnings(prediction),
          ...numberingWarnings(
            "reference",
            reference.own,
            "the prediction",
            prediction.own,
            reference.namesMatch,
          ),
        ],
  };
}

function datasetNames({ labels }: DatasetLabels): Map<number, string> {
  return new Map(labels.filter(({ ids }) => ids.length === 1).map(({ ids, name }) => [ids[0], name]));
}

/** The name that a mask has for a number, unless that name is another label of the run. */
function nameFor(label: number, sides: readonly MaskLabels[], vocabulary: NameTable): string {
  const names = sides.flatMap(({ own }) => own.nameOf(label) ?? []);
  return names.find((name) => (vocabulary.idOf(name) ?? label) === label) ?? String(label);
}

function sourceOf({ dataset }: LabelQuery): string {
  return dataset?.source ?? "dataset.json";
}

function leftOutWarning(
  query: LabelQuery,
  reference: MaskLabels,
  prediction: MaskLabels,
  labels: readonly LabelSpec[],
): Note[] {
  if (query.asked) return [];
  const known = (title: "referenceIds" | "predictionIds") => new Set(labels.flatMap((spec) => spec[title]));
  const ignored = query.dataset?.ignoreLabel;
  const leftOut = [
    ...[...reference.ids].filter((id) => !known("referenceIds").has(id)),
    ...[...prediction.ids].filter((id) => !known("predictionIds").has(id)),
  ].filter((id) => id !== ignored);
  const ids = [...new Set(leftOut)].sort((a, b) => a - b).map(String);
  const message = `In a mask but not in {table}, left out: label ${someOf(ids, 10)}.`;
  return ids.length > 0 ? [{ code: "N-LABELS", table: sourceOf(query), message }] : [];
}

import { InputError, type LabelSpec } from "@pgt/metrics";
import { someOf } from "./folder-listing.ts";
import { labelVocabulary, NameTable } from "./label-names.ts";
import { numberingWarnings } from "./numbering-warnings.ts";
import { regionIds } from "./region-ids.ts";

/** What is known of the labels of one mask. */
export interface LabelSide {
  /** Ids found in the mask; 0 is passed over. */
  readonly ids: readonly number[];
  /** The file's own table. For one file per class: `classLabelNames`. */
  readonly names?: ReadonlyMap<number, string>;
  /** The ids mean nothing outside this program (one file per class): only names can be matched. */
  readonly byName?: boolean;
  /** File, for messages. */
  readonly source?: string;
}

/** The labels of an nnU-Net `dataset.json`; a region lists several ids. */
export interface DatasetLabels {
  readonly labels: readonly {
    readonly label: number;
    readonly name: string;
    readonly ids: readonly number[];
  }[];
  readonly ignoreLabel?: number;
  /** Where it stands, for messages. Default `dataset.json`. */
  readonly source?: string;
}

export interface LabelQuery {
  readonly reference: LabelSide;
  readonly prediction: LabelSide;
  /** Labels asked for: each keeps its place, found or not. Default: those of `dataset`, else all found. */
  readonly asked?: readonly number[];
  /** Its names and numbers go before the files' own. */
  readonly dataset?: DatasetLabels;
  /** `labelVocabulary` of all tables of the run. Default: of these two, the reference first. */
  readonly vocabulary?: ReadonlyMap<number, string>;
}

export interface LabelMatch {
  readonly labels: readonly LabelSpec[];
  /** Those of `labels` that are in either mask. */
  readonly found: readonly number[];
  /** One sentence each, naming no file, so that the same fault in many cases gives the same text. */
  readonly warnings: readonly string[];
}

interface Side {
  readonly title: "reference" | "prediction";
  readonly ids: ReadonlySet<number>;
  /** The file's own table. */
  readonly own: NameTable;
  /** The table by which its ids are read: its own if its names can be matched, else the numbers in force. */
  readonly table: NameTable;
  readonly namesMatch: boolean;
  readonly byName: boolean;
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
  const reference = sideOf("reference", query, query.dataset ? vocabulary : null);
  const prediction = sideOf("prediction", query, query.dataset ? vocabulary : null);
  const wanted = wantedLabels(query, reference, prediction, vocabulary);
  const regions: string[] = [];
  const idsOf = (side: Side, entry: WantedLabel): readonly number[] => {
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
    name: entry.name ?? nameFor(entry.label, reference, prediction),
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
          ...[reference, prediction].flatMap((side) =>
            numberingWarnings(side.title, side.own, sourceOf(query), vocabulary, side.namesMatch),
          ),
          ...leftOutWarning(query, reference, prediction, labels),
        ]
      : numberingWarnings("reference", reference.own, "prediction", prediction.own, reference.namesMatch),
  };
}

interface WantedLabel {
  readonly label: number;
  /** Name by which a side may look it up. */
  readonly name: string | undefined;
  readonly ids: readonly number[];
}

function datasetNames({ labels }: DatasetLabels): Map<number, string> {
  return new Map(labels.filter(({ ids }) => ids.length === 1).map(({ ids, name }) => [ids[0], name]));
}

function sideOf(title: Side["title"], query: LabelQuery, dataset: NameTable | null): Side {
  const { ids, names, byName = false, source } = query[title];
  const own = new NameTable(names);
  const opposite = title === "reference" ? "prediction" : "reference";
  const regionsToo = query.dataset?.labels.map(({ label, name }) => [label, name] as const);
  const other = new NameTable(regionsToo ? new Map(regionsToo) : query[opposite].names);
  const namesMatch = own.sharesNameWith(other);
  if (byName && !namesMatch) throw noCommonName(source ?? title, own, other, dataset !== null);
  const numbers =
    dataset ?? new NameTable(new Map([...(query.prediction.names ?? []), ...(query.reference.names ?? [])]));
  return {
    title,
    ids: new Set(ids.filter((id) => id !== 0)),
    own,
    table: namesMatch ? own : numbers,
    namesMatch,
    byName,
  };
}

function noCommonName(source: string, table: NameTable, other: NameTable, isDataset: boolean): InputError {
  const quote = (names: NameTable) =>
    someOf(
      names.entries().map(([, name]) => name),
      3,
    );
  const opposite = isDataset ? "dataset.json" : "the other mask";
  const found = other.isEmpty
    ? `${opposite} names no labels; give a dataset.json that names them`
    : `${opposite} has other names (${quote(other)})`;
  return new InputError(
    "E_LABELS",
    source,
    `one file per class (${quote(table)}) can be matched by name only, and ${found}.`,
  );
}

function wantedLabels(
  { dataset, asked }: LabelQuery,
  reference: Side,
  prediction: Side,
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

/** The run's number for an id of one side. */
function labelIn(side: Side, id: number, vocabulary: NameTable): number {
  const name = side.table.nameOf(id);
  return (name === undefined ? undefined : vocabulary.idOf(name)) ?? id;
}

/** A wanted region as a side that names its labels sees it; null for any other label. */
function regionOf(side: Side, { name, ids }: WantedLabel) {
  if (name === undefined || ids.length < 2 || !side.namesMatch) return null;
  return { name, ids, whole: side.table.idOf(name), byName: side.byName };
}

/** The ids of one side that a wanted label stands for; none if the side has no such structure. */
function idsIn(side: Side, { name, ids }: WantedLabel, vocabulary: NameTable): number[] {
  const whole = name === undefined ? undefined : side.table.idOf(name);
  if (whole !== undefined) return [whole];
  return ids.flatMap((id) => {
    const memberName = vocabulary.nameOf(id);
    const member = memberName === undefined ? undefined : side.table.idOf(memberName);
    if (member !== undefined) return [member];
    const isElsewhere = side.namesMatch && memberName !== undefined && !side.ids.has(id);
    return side.byName || isElsewhere || side.table.identifies(id) ? [] : [id];
  });
}

function nameFor(label: number, reference: Side, prediction: Side): string {
  return reference.own.nameOf(label) ?? prediction.own.nameOf(label) ?? String(label);
}

function sourceOf({ dataset }: LabelQuery): string {
  return dataset?.source ?? "dataset.json";
}

function leftOutWarning(
  query: LabelQuery,
  reference: Side,
  prediction: Side,
  labels: readonly LabelSpec[],
): string[] {
  if (query.asked) return [];
  const known = (title: "referenceIds" | "predictionIds") => new Set(labels.flatMap((spec) => spec[title]));
  const ignored = query.dataset?.ignoreLabel;
  const leftOut = [
    ...[...reference.ids].filter((id) => !known("referenceIds").has(id)),
    ...[...prediction.ids].filter((id) => !known("predictionIds").has(id)),
  ].filter((id) => id !== ignored);
  const ids = [...new Set(leftOut)].sort((a, b) => a - b).map(String);
  return ids.length > 0
    ? [`In a mask but not in ${sourceOf(query)}, left out: label ${someOf(ids, 10)}.`]
    : [];
}

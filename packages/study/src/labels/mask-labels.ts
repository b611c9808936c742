import { InputError, someOf } from "@pgt/metrics";
import { NameTable } from "./label-names.ts";
import type { LabelQuery, WantedLabel } from "./label-query.ts";

/** The labels of one of the two masks, and how they are read. */
export interface MaskLabels {
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
 * @param dataset the table of the data set, if there is one.
 * @throws InputError E_LABELS if it has one file per class and no name in common with the other.
 */
export function maskLabels(
  title: MaskLabels["title"],
  query: LabelQuery,
  dataset: NameTable | null,
): MaskLabels {
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

/** The run's number for an id of one side. */
export function labelIn(side: MaskLabels, id: number, vocabulary: NameTable): number {
  const name = side.table.nameOf(id);
  return (name === undefined ? undefined : vocabulary.idOf(name)) ?? id;
}

/** A wanted region as a side that names its labels sees it; null for any other label. */
export function regionOf(side: MaskLabels, { name, ids }: WantedLabel) {
  if (name === undefined || ids.length < 2 || !side.namesMatch) return null;
  return { name, ids, whole: side.table.idOf(name), byName: side.byName };
}

/** The ids of one side that a wanted label stands for; none if the side has no such structure. */
export function idsIn(side: MaskLabels, { name, ids }: WantedLabel, vocabulary: NameTable): number[] {
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

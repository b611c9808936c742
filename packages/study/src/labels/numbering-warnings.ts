import { type Note, someOf } from "@pgt/metrics";
import { type NameTable, normaliseLabelName } from "./label-names.ts";
import type { MaskLabels } from "./mask-labels.ts";

/** Tells where two tables number or name their labels differently; the second is that of a mask or of a file. */
export function numberingWarnings(
  first: string,
  firstTable: NameTable,
  second: "the prediction" | { readonly table: string },
  secondTable: NameTable,
  matchedByName: boolean,
): Note[] {
  const moved: string[] = [];
  const clashing: string[] = [];
  for (const [id, name] of firstTable.entries()) {
    const there = secondTable.idOf(name);
    const otherName = secondTable.nameOf(id);
    if (there !== undefined && there !== id) moved.push(`${name} (${id} and ${there})`);
    const isClash = there === undefined && otherName !== undefined;
    if (isClash && normaliseLabelName(otherName) !== normaliseLabelName(name)) {
      clashing.push(`${id} (${name} and ${otherName})`);
    }
  }
  const { table } = typeof second === "string" ? {} : second;
  const who = `The ${first} and ${table === undefined ? second : "{table}"}`;
  const warnings: Note[] = [];
  const add = (message: string) =>
    warnings.push({ code: "N-NUMBERS", ...(table !== undefined && { table }), message });
  if (moved.length > 0) {
    add(`${who} number labels differently; they are matched by name: ${someOf(moved, 3)}.`);
  }
  if (clashing.length > 0) {
    const done = matchedByName
      ? "a number with two names is taken for two structures"
      : "no name is shared, so they are matched by number";
    add(`${who} name labels differently; ${done}: ${someOf(clashing, 3)}.`);
  }
  return warnings;
}

/** Tells of a name that a table gives to several labels. */
export function sharedNameWarnings({ title, own }: Pick<MaskLabels, "title" | "own">): Note[] {
  const shared = own.sharedNames().map(({ name, ids }) => `${name} (${ids.join(", ")})`);
  if (shared.length === 0) return [];
  const message = `The ${title} gives one name to several labels, which are matched by number and not by name: ${someOf(shared, 3)}.`;
  return [{ code: "N-NUMBERS", message }];
}

import { someOf } from "@pgt/metrics";
import { type NameTable, normaliseLabelName } from "./label-names.ts";

/** Tells where two tables number or name their labels differently. */
export function numberingWarnings(
  first: string,
  firstTable: NameTable,
  second: string,
  secondTable: NameTable,
  matchedByName: boolean,
): string[] {
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
  const who = `The ${first} and ${second === "prediction" ? "the prediction" : second}`;
  const warnings: string[] = [];
  if (moved.length > 0) {
    warnings.push(`${who} number labels differently; they are matched by name: ${someOf(moved, 3)}.`);
  }
  if (clashing.length > 0) {
    const done = matchedByName
      ? "a number with two names is taken for two structures"
      : "no name is shared, so they are matched by number";
    warnings.push(`${who} name labels differently; ${done}: ${someOf(clashing, 3)}.`);
  }
  return warnings;
}

import { madeFrom } from "./made-from.ts";
import type { EntityRole } from "./roles.ts";
import { labelFaults } from "./typed-labels.ts";

/** One set of masks, as a line of the table that a person corrects. */
export interface EntityLine {
  readonly key: number;
  readonly included: boolean;
  readonly id: string;
  readonly role: EntityRole;
  /** Number of the session, from 1. */
  readonly session: number;
  /** Path with `{case}`, relative to the folder of the table. */
  readonly masks: string;
  /** Grounds of the guess; empty where a manifest gives the line. */
  readonly check: string;
  /** Other fields of a manifest's entity, kept as they are; `derivedFrom` may be text that was typed. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** Line as it was guessed or read; absent for one that was added by hand. */
  readonly proposed?: Proposed;
}

/** Fields of a line that can be corrected. */
export type Proposed = Pick<EntityLine, "included" | "id" | "role" | "session" | "masks" | "rest">;

/** Study manifest while it is being made. */
export interface StudyTable {
  readonly name: string;
  /** Folder in the tree that the patterns are relative to; empty: the root. */
  readonly folder: string;
  readonly lines: readonly EntityLine[];
  /** Remarks that a person must look at, beyond the single lines. */
  readonly checks: readonly string[];
  /** Other fields of a manifest, kept as they are; `labels` may be text that was typed. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** Name of the study as it was guessed or read. */
  readonly proposedName?: string;
}

export function changeLine(table: StudyTable, key: number, change: Partial<EntityLine>): StudyTable {
  const lines = table.lines.map((line) => (line.key === key ? { ...line, ...change } : line));
  return { ...table, lines };
}

/** Adds a line for a set that was not found, its pattern still to be typed. */
export function addLine(table: StudyTable): StudyTable {
  const key = 1 + Math.max(-1, ...table.lines.map((line) => line.key));
  const line: EntityLine = {
    key,
    included: true,
    id: `set${key + 1}`,
    role: "rater",
    session: 1,
    masks: "",
    check: "",
    rest: {},
  };
  return { ...table, lines: [...table.lines, line] };
}

/** Lists why the study cannot run as it stands, a sentence each. The library checks the rest. */
export function tableFaults({ lines, rest }: StudyTable): string[] {
  const included = lines.filter((line) => line.included);
  const seen = new Set<string>();
  const twice = included.flatMap(({ id, session }) => {
    const name = `${id}, session ${session}`;
    if (seen.has(name)) return [`Two sets are ${name}: give one of them another id or session.`];
    seen.add(name);
    return [];
  });
  const unnamed = included.some(({ id }) => id.trim() === "") ? ["A set has no id."] : [];
  const withoutCase = included
    .filter(({ masks }) => !masks.includes("{case}"))
    .map(({ id }) => `The files of ${id || "a set"} need {case} where the name of the case stands.`);
  const raters = included.filter(({ role }) => role === "rater");
  const few = raters.length < 2 ? ["An interval needs two raters, or one rater and a repeat."] : [];
  const ids = new Set(included.map(({ id }) => id));
  const wrongOrigins = included.flatMap(({ id, rest }) =>
    madeFrom(rest.derivedFrom)
      .filter((other) => other === id || !ids.has(other))
      .map((other) =>
        other === id
          ? `${id} is made from itself: name another set, or none.`
          : `${id} is made from ${other}, which is no set in use: ${[...ids].join(", ")}.`,
      ),
  );
  const faults = [...twice, ...unnamed, ...withoutCase, ...few, ...wrongOrigins, ...labelFaults(rest.labels)];
  return [...new Set(faults)];
}

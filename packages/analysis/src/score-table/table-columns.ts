import { InputError, nounFor, type ScoreRow, scoreColumns } from "@pgt/metrics";

export type ScoreColumn = keyof Pick<ScoreRow, (typeof scoreColumns)[number]>;

/** Column -> names under which it may stand in a table, besides its own. */
const otherNames: Partial<Record<ScoreColumn, readonly string[]>> = {
  a: ["a_entity"],
  aSession: ["a_session"],
  b: ["b_entity"],
  bSession: ["b_session"],
};
const spellings = new Map(
  scoreColumns.flatMap((column) =>
    [column, ...(otherNames[column] ?? [])].map((name) => [name.toLowerCase(), column] as const),
  ),
);

/** The column that a name stands for; undefined for another. */
export function scoreColumnOf(name: string): ScoreColumn | undefined {
  return spellings.get(name.trim().toLowerCase());
}

const required: readonly ScoreColumn[] = ["case", "label", "metric", "a", "b", "value"];

/**
 * Finds the columns of a score table by their names: those of pgt (`aSession`), or of the long table (`a_session`).
 *
 * @returns column -> place; absent columns that have a default are missing.
 * @throws InputError E_TABLE naming the columns that are missing, and those that there are.
 */
export function findColumns(names: readonly string[], file: string): ReadonlyMap<ScoreColumn, number> {
  const places = new Map<ScoreColumn, number>();
  const folded = names.map((name) => name.trim().toLowerCase());
  for (const column of scoreColumns) {
    const spellings = [column, ...(otherNames[column] ?? [])];
    const found = spellings.map((name) => folded.indexOf(name.toLowerCase())).filter((at) => at >= 0);
    if (found.length > 1) {
      throw new InputError(
        "E_TABLE",
        file,
        `the columns ${spellings.join(" and ")} mean the same; keep one of them`,
      );
    }
    if (found.length === 1) places.set(column, found[0]);
  }
  const missing = required.filter((column) => !places.has(column));
  if (missing.length > 0) {
    const named = missing.map((column) => [column, ...(otherNames[column] ?? [])].join(" or "));
    throw new InputError(
      "E_TABLE",
      file,
      `missing ${nounFor(missing.length, "column")}: ${named.join(", ")}; found ${names.join(", ") || "none"}`,
    );
  }
  return places;
}

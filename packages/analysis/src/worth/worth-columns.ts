import { InputError, nounFor } from "@pgt/metrics";

/** Columns of the tables that `worth` reads, with the other names under which they may stand. */
const spellings = {
  task: ["task"],
  dataset: ["dataset", "base_dataset"],
  version: ["version", "generator", "b", "b_entity"],
  metric: ["metric"],
  mean: ["mean"],
  sd: ["sd", "std"],
  status: ["status", "reason"],
  n: ["n"],
  expected: ["expected"],
  step: ["step"],
  label: ["label"],
  name: ["name"],
  case: ["case"],
  value: ["value"],
  split: ["split"],
  recipe: ["recipe"],
  seed: ["seed"],
  prompt: ["prompt"],
} as const;

export type WorthColumnName = keyof typeof spellings;

/** A table of means has one row per cell; a table of cases one per case and label. */
export type WorthTableKind = "means" | "cases";

export interface WorthColumns {
  readonly kind: WorthTableKind;
  readonly places: ReadonlyMap<WorthColumnName, number>;
}

const needed: Readonly<Record<WorthTableKind, readonly WorthColumnName[]>> = {
  means: ["task", "dataset", "version", "metric", "mean"],
  cases: ["version", "dataset", "task", "label", "case", "metric", "value"],
};

/**
 * @param known columns that need not stand in the table, since they are known from elsewhere.
 * @throws InputError E_TABLE naming what is missing and what there is.
 */
export function findWorthColumns(
  names: readonly string[],
  file: string,
  known: readonly WorthColumnName[],
): WorthColumns {
  const folded = names.map((name) => name.trim().toLowerCase());
  const places = new Map<WorthColumnName, number>();
  for (const [column, of] of Object.entries(spellings) as [WorthColumnName, readonly string[]][]) {
    const found = of.filter((name) => folded.includes(name));
    if (found.length > 1 && column !== "status" && column !== "version") {
      throw new InputError(
        "E_TABLE",
        file,
        `the columns ${found.join(" and ")} mean the same; keep one of them`,
      );
    }
    if (found.length > 0) places.set(column, folded.indexOf(found[0]));
  }
  const kind = places.has("mean") ? "means" : "cases";
  const missing = needed[kind].filter((column) => !places.has(column) && !known.includes(column));
  if (missing.length > 0) {
    const either = kind === "cases" && !places.has("value");
    const wanted = either
      ? `expected a table of means (${needed.means.join(", ")}) or of cases (${needed.cases.join(", ")})`
      : `expected, for a table of ${kind}, ${needed[kind].join(", ")}`;
    const named = `missing ${nounFor(missing.length, "column")}`;
    const detail = either ? "" : `; ${named}: ${missing.join(", ")}`;
    throw new InputError("E_TABLE", file, `${wanted}${detail}; found ${names.join(", ") || "none"}`);
  }
  return { kind, places };
}

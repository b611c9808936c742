import { type ScoreRow, UsageError } from "@pgt/metrics";
import type { RunBeside } from "../interval/run-beside.ts";
import type { Entities } from "./score-cells.ts";

const optionNames: Readonly<Record<keyof Entities, string>> = {
  algorithms: "algorithms (--models of the command)",
  references: "references (--raters of the command)",
};

/**
 * Finds who is ranked against whom. What is given decides; then the roles of a run.json beside the table; then the
 * columns: references stand in column a, algorithms only in column b. Where nobody but references is left, they are
 * ranked, each against the others; a single algorithm is not.
 *
 * @throws UsageError for a name that is not in the table, and for fewer than two to be ranked.
 */
export function rankedEntities(
  rows: readonly ScoreRow[],
  given: { readonly [R in keyof Entities]?: readonly string[] | undefined },
  run: RunBeside | null,
): Entities & { readonly basis: string } {
  const present = [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
  for (const [option, names] of Object.entries(given)) {
    const unknownName = names?.find((name) => !present.includes(name));
    if (unknownName !== undefined) {
      throw new UsageError(
        "E_ENTITIES",
        `${optionNames[option as keyof Entities]}: "${unknownName}" is not in the table; its entities are ${present.join(", ")}`,
      );
    }
  }
  const guess = (run && byRoles(run, present)) ?? byColumns(rows, present);
  const algorithms = given.algorithms ?? guess.algorithms.filter((id) => !isOnly(given.references, id));
  const unranked = guess.references.filter((id) => !isOnly(given.algorithms, id));
  const references = given.references ?? (unranked.length > 0 ? unranked : guess.references);
  const basis = given.algorithms && given.references ? "as given" : guess.basis;
  const isMutual = algorithms.some((id) => references.includes(id));
  if (algorithms.length < 2) {
    const others = present.filter((id) => !isOnly(given.references, id));
    if (
      given.algorithms === undefined &&
      algorithms.length === 1 &&
      others.length > 1 &&
      present.length > 2
    ) {
      throw new UsageError(
        "E_ENTITIES",
        `a ranking needs two algorithms; ${algorithms[0]} is the only one (references are ${references.join(", ")}: ${basis}). To rank references beside it, each against the others, name all that are to be ranked: --models ${others.join(",")} (algorithms)`,
      );
    }
    throw new UsageError(
      "E_ENTITIES",
      `a ranking needs two algorithms; found ${algorithms.join(", ") || "none"} (entities of the table: ${present.join(", ")})`,
    );
  }
  return {
    algorithms,
    references,
    basis: `Ranked are ${algorithms.join(", ")}, against ${references.join(", ")}${isMutual ? ", never against themselves" : ""}: ${basis}.`,
  };
}

/** Given on the other side alone. */
function isOnly(others: readonly string[] | undefined, id: string): boolean {
  return others?.includes(id) ?? false;
}

function byRoles(run: RunBeside, present: readonly string[]) {
  const ids = (...roles: readonly string[]) =>
    present.filter((id) => run.entities.some((one) => one.id === id && roles.includes(one.role)));
  const references = ids("rater", "reference");
  const ranked = ids("model", "generator");
  if (references.length === 0) return null;
  return {
    references,
    algorithms: ranked.length > 0 ? ranked : references,
    basis: "by the roles of the run.json beside the table",
  };
}

function byColumns(rows: readonly ScoreRow[], present: readonly string[]) {
  const inA = new Set(rows.map(({ a }) => a));
  const ranked = present.filter((id) => !inA.has(id));
  if (ranked.length >= 2 || present.length < 3) {
    return {
      references: [...inA],
      algorithms: ranked,
      basis: "references stand in column a, the ranked only in column b",
    };
  }
  return {
    references: present,
    algorithms: present,
    basis:
      "the table does not tell references from algorithms, so each is ranked by its agreement with the others",
  };
}

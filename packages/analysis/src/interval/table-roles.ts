import { InputError, type ScoreRow, UsageError } from "@pgt/metrics";

export interface TableRoles {
  readonly raters: readonly string[];
  readonly models: readonly string[];
  /** Basis of the roles, in a sentence. */
  readonly note: string;
}

export interface GivenRoles {
  readonly raters?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
}

/**
 * Finds who in a score table annotates and who is placed. What is given decides; an entity not named then is a model
 * if only raters are given, and else left out. Without it: raters stand in column a (where a rater or the reference
 * is written), or have two sessions; who only stands in column b is a model. If that leaves one rater without a
 * repeat, the other of two entities is a rater too.
 *
 * @throws UsageError for a name that is not in the table, and where several others than one rater may be raters or models.
 */
export function rolesOf(rows: readonly ScoreRow[], given: GivenRoles): TableRoles {
  const entities = [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
  for (const [option, ids] of [["raters", given.raters] as const, ["models", given.models] as const]) {
    const unknownName = ids?.find((id) => !entities.includes(id));
    if (unknownName === undefined) continue;
    throw new UsageError(
      "E_ENTITIES",
      `${option}: "${unknownName}" is not in the table; its entities are ${entities.join(", ")}`,
    );
  }
  if (given.raters || given.models) return givenRoles(entities, given);
  return guessedRoles(rows, entities);
}

function givenRoles(entities: readonly string[], { raters, models }: GivenRoles): TableRoles {
  const annotating = raters ?? entities.filter((id) => !models!.includes(id));
  const placed = models ?? entities.filter((id) => !annotating.includes(id));
  const rest = entities.filter((id) => !annotating.includes(id) && !placed.includes(id));
  const left = rest.length > 0 ? ` Left out: ${rest.join(", ")}.` : "";
  return { raters: annotating, models: placed, note: `${sentence(annotating, placed)}, as given.${left}` };
}

function guessedRoles(rows: readonly ScoreRow[], entities: readonly string[]): TableRoles {
  const sessions = new Map(entities.map((id) => [id, new Set<number>()]));
  const inA = new Set<string>();
  for (const { a, aSession, b, bSession } of rows) {
    inA.add(a);
    sessions.get(a)!.add(aSession);
    sessions.get(b)!.add(bSession);
  }
  const repeats = (id: string) => sessions.get(id)!.size > 1;
  const isRater = (id: string) => inA.has(id) || repeats(id);
  const raters = entities.filter(isRater);
  const others = entities.filter((id) => !isRater(id));
  const isAlone = raters.length === 1 && !raters.some(repeats);
  if (isAlone && others.length > 1) {
    throw new UsageError(
      "E_ENTITIES",
      `the table does not tell raters from models: only ${raters[0]} stands in column a, as a rater or the reference, and ${others.join(", ")} only in column b. Say who annotated: raters ${entities.join(",")}; or, if there are two raters, their names, and the others are models`,
    );
  }
  const found = isAlone ? { raters: entities, models: [] } : { raters, models: others };
  const doubt =
    found.models.length === 1
      ? ` If ${others[0]} is a rater too, give raters ${entities.join(",")}: the table does not tell.`
      : "";
  const basis = isAlone
    ? "the table has no others, and an interval needs two raters."
    : `raters stand in column a or have two sessions, models only in column b.${doubt}`;
  const note = `${sentence(found.raters, found.models)}: ${basis}`;
  return { ...found, note };
}

function sentence(raters: readonly string[], models: readonly string[]): string {
  return `Raters are ${raters.join(", ") || "none"}; models are ${models.join(", ") || "none"}`;
}

/** @throws InputError E_TABLE if no agreement can be computed from the roles. */
export function checkAgreement(rows: readonly ScoreRow[], raters: readonly string[], file: string): void {
  const isBetween = ({ a, b }: ScoreRow) => raters.includes(a) && raters.includes(b);
  if (rows.some(isBetween)) return;
  throw new InputError(
    "E_TABLE",
    file,
    `no row compares two raters, or two sessions of one (raters: ${raters.join(", ") || "none"}); an interval needs them`,
  );
}

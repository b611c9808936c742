import type { Note } from "@pgt/metrics";
import type { StudyEntity } from "./manifest.ts";

/** Lineage of the entities: a corrected copy of a mask is not an independent annotation. */
export interface StudyLineage {
  /** Entity -> the entities whose masks it was made from; those that were made from none are not in it. */
  readonly derivedFrom: Readonly<Record<string, readonly string[]>>;
  /** Tells if the masks of one of the two were made from those of the other, directly or over others. */
  readonly isDerived: (a: string, b: string) => boolean;
  /** Raters and models that are not compared. */
  readonly notes: readonly Note[];
}

export function lineageOf(entities: readonly StudyEntity[]): StudyLineage {
  const parents = new Map<string, Set<string>>();
  for (const { id, derivedFrom } of entities) {
    if (derivedFrom.length > 0) parents.set(id, new Set([...(parents.get(id) ?? []), ...derivedFrom]));
  }
  const descendsFrom = (id: string, other: string) => ancestorsOf(id, parents).has(other);
  const isDerived = (a: string, b: string) => a !== b && (descendsFrom(a, b) || descendsFrom(b, a));
  const ids = (role: StudyEntity["role"]) => [
    ...new Set(entities.filter((entity) => entity.role === role).map(({ id }) => id)),
  ];
  const notes = ids("rater").flatMap((rater): Note[] =>
    ids("model")
      .filter((model) => isDerived(rater, model))
      .map((model) => {
        const [child, parent] = descendsFrom(rater, model) ? [rater, model] : [model, rater];
        return {
          code: "N-LINEAGE",
          entity: child,
          message: `{entity} was made from ${parent}: the two are not compared, since they are not independent.`,
        };
      }),
  );
  return {
    derivedFrom: Object.fromEntries([...parents].map(([id, from]) => [id, [...from]])),
    isDerived,
    notes,
  };
}

/** A circle ends where it began. */
function ancestorsOf(id: string, parents: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set(parents.get(id) ?? []);
  for (const one of found) for (const parent of parents.get(one) ?? []) found.add(parent);
  return found;
}

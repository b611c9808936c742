import { ownValue } from "@pgt/metrics";
import type { Independence } from "../interval/reliability.ts";

/** Entity -> entities whose masks it started from: a corrected copy from its original, a rater from a pre-annotation. */
export type Lineage = Readonly<Record<string, readonly string[]>>;

/** Two entities are independent unless one descends from the other or both descend from a third. */
export function independenceBy(lineage: Lineage): Independence {
  const origins = new Map(Object.keys(lineage).map((id) => [id, originsOf(id, lineage)]));
  const of = (id: string) => origins.get(id) ?? new Set([id]);
  return (k, l) => {
    const others = of(l);
    return ![...of(k)].some((origin) => others.has(origin));
  };
}

/** The entity and everything that it descends from; a circle ends where it began. */
export function originsOf(id: string, lineage: Lineage): Set<string> {
  const found = new Set([id]);
  for (const entity of found) {
    for (const origin of ownValue(lineage, entity) ?? []) found.add(origin);
  }
  return found;
}

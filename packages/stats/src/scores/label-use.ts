import { someOf } from "@pgt/metrics";
import type { StudyScores } from "./study-scores.ts";

/** Use of one label by the masks of one entity. */
export interface LabelUse {
  /** Cases in which the entity has a mask. */
  readonly cases: ReadonlySet<string>;
  /** Number of `cases` in which a mask of the entity has a voxel of the label. */
  readonly marked: ReadonlySet<string>;
}

export interface UsedLabel {
  readonly label: number;
  readonly name: string;
  /** Per entity; only raters and models of the study. */
  readonly by: ReadonlyMap<string, LabelUse>;
}

/** Masks with the entities that they are of. */
export type LabelUsers = Pick<StudyScores, "masks" | "raters" | "models">;

/** Finds who marks which label, from the sizes of masks; labels ascending, entities in the study's order. */
export function labelUses({ masks = [], raters, models = [] }: LabelUsers): UsedLabel[] {
  const found = new Map<
    number,
    { name: string; by: Map<string, { cases: Set<string>; marked: Set<string> }> }
  >();
  for (const { case: caseId, label, name, entity, volumeMl } of masks) {
    const { by } = found.get(label) ?? found.set(label, { name, by: new Map() }).get(label)!;
    const use = by.get(entity) ?? by.set(entity, { cases: new Set(), marked: new Set() }).get(entity)!;
    use.cases.add(caseId);
    if (volumeMl > 0) use.marked.add(caseId);
  }
  const inOrder = [...raters, ...models];
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([label, { name, by }]) => ({
      label,
      name,
      by: new Map(inOrder.flatMap((entity) => (by.has(entity) ? [[entity, by.get(entity)!] as const] : []))),
    }));
}

/** Entities whose masks have the label in some case. */
export function usersOf({ by }: UsedLabel): string[] {
  return [...by].filter(([, { marked }]) => marked.size > 0).map(([entity]) => entity);
}

const mostListed = 6;

/** `1`, `1 (kidney)`; many are cut: `1, 2, 3, 4, 5, 6 and 12 more`. */
export function listedLabels(labels: readonly Pick<UsedLabel, "label" | "name">[]): string {
  const texts = labels.map(({ label, name }) => (name === String(label) ? name : `${label} (${name})`));
  return someOf(texts, mostListed);
}

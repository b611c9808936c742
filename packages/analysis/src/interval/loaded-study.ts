import type { Note } from "@pgt/metrics";
import type { InputHash, Plan } from "@pgt/runner";
import type { Entity, EntityRole, StoredMask, StudyLineage } from "@pgt/study";

/** A set of masks with the role of its maker. */
export interface LoadedEntity extends Entity {
  readonly role: EntityRole;
  /** Its files are probability maps; masks of labels where absent. */
  readonly kind?: "probabilities";
  readonly cases: ReadonlyMap<string, StoredMask>;
}

/** A study ready to be compared: what to measure, and whose masks lie where. */
export interface LoadedStudy {
  readonly name?: string;
  readonly plan: Plan;
  /** Raters in all their sessions, then models; entities of other roles are not compared. */
  readonly entities: readonly LoadedEntity[];
  readonly lineage?: StudyLineage;
  readonly clusterOf?: (caseId: string) => string;
  readonly notes: readonly Note[];
  /** Files that it rests on besides the masks, as they were read: manifest, dataset.json, label maps. */
  readonly inputs: readonly InputHash[];
  /** Rules by which labels of entities become those of the study: part of what the results rest on. Plain JSON. */
  readonly labelling?: unknown;
}

export function firstSessions<E extends Pick<LoadedEntity, "id" | "session">>(entities: readonly E[]): E[] {
  return entities.filter(({ id, session }) =>
    entities.every((other) => other.id !== id || other.session >= session),
  );
}

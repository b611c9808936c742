import type { Convention, ConventionId } from "@pgt/metrics";
import type { LabelMap } from "./label-map.ts";
import type { MaskPattern } from "./mask-pattern.ts";

/** Role of an entity. The interval is made of raters and models. */
export type EntityRole = "rater" | "model" | "generator" | "reference" | "consensus";

export type EntityKind = "labels" | "probabilities";

/** One set of masks: a rater in one session, a model, or another maker of masks. */
export interface StudyEntity {
  readonly id: string;
  readonly role: EntityRole;
  /** Number of the session, from 1. */
  readonly session: number;
  readonly masks: MaskPattern;
  /** Content of its files; models alone have probabilities. */
  readonly kind: EntityKind;
  /** Names of its own numbers, or the path of a dataset.json. */
  readonly labels?: ReadonlyMap<number, string> | string;
  /** Rule by which its labels become those of the study, or the path of a file that says it. */
  readonly map?: LabelMap | string;
  /** Ids of the entities whose masks these were made from. */
  readonly derivedFrom: readonly string[];
  readonly group?: string;
}

/** A study as its manifest tells it. Paths are as written: relative to the manifest. */
export interface StudyManifest {
  readonly file: string;
  readonly name?: string;
  /** Label id -> name, or the path of a dataset.json. */
  readonly labels?: ReadonlyMap<number, string> | string;
  readonly metrics?: readonly string[];
  readonly convention: ManifestConvention;
  readonly worstCase?: "diagonal" | "none" | number;
  /** The patient of a case; the case itself where the manifest names none. */
  readonly clusterOf?: (caseId: string) => string;
  readonly entities: readonly StudyEntity[];
}

export type ManifestConvention = Partial<
  Pick<Convention, "boundary" | "percentile" | "empties"> & { readonly convention: ConventionId }
>;

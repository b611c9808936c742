import type { Note } from "@pgt/metrics";
import type { InputHash, Plan } from "@pgt/runner";
import type { Warning } from "@pgt/stats";
import type { Entity, NamedLabel } from "@pgt/study";
import type { LoadedEntity } from "../interval/loaded-study.ts";
import type { FusedSet, ReferenceSettings } from "../reference/consensus-reference.ts";
import type { QualityFolders } from "./quality-types.ts";

/** A dataset ready to be compared: a reference, and generators. */
export interface LoadedQuality {
  readonly dataset: string;
  readonly study: string | QualityFolders;
  readonly plan: Plan;
  readonly reference: Entity & Pick<LoadedEntity, "role">;
  readonly generators: readonly LoadedEntity[];
  /** Generator -> the reference that it is compared with in place of the one of all: one without its own masks. */
  readonly ownReferences?: ReadonlyMap<string, FusedSet>;
  /** How the reference was fused. */
  readonly fused?: ReferenceSettings;
  /** Labels that an entity can produce where its map says so; for others the masks do. */
  readonly mapped: ReadonlyMap<string, readonly NamedLabel[]>;
  /** Unions of labels, in words; empty without maps. */
  readonly unions: readonly string[];
  readonly prompted: ReadonlySet<string>;
  readonly clusterOf?: (caseId: string) => string;
  readonly notes: readonly Note[];
  /** What must not be concluded from how the study was made. */
  readonly warnings?: readonly Warning[];
  /** Regions of generators that are not those of the reference. */
  readonly regionWarnings?: readonly Note[];
  /** Files that it rests on besides the masks, as they were read. */
  readonly inputs: readonly InputHash[];
  /** Generator -> a splits_final.json that lies in its folder. */
  readonly splitsBeside: Readonly<Record<string, string>>;
  /** Rules by which labels become those of the dataset: part of what the results rest on. Plain JSON. */
  readonly labelling: unknown;
}

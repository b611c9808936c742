import { type Note, UsageError } from "@pgt/metrics";
import { findCases, type InputHash, isFile, isFolder, type Plan, type RunKey, resolve } from "@pgt/runner";
import { circularConsensus, type Warning } from "@pgt/stats";
import { type Entity, type EntityRole, type StoredMask, storedMasks } from "@pgt/study";
import type { LoadedEntity, LoadedStudy } from "../interval/loaded-study.ts";
import { loadManifest } from "../interval/manifest-study.ts";
import {
  type ConsensusReference,
  consensusReference,
  type FusedSet,
  fusedSet,
  isConsensus,
  type ReferenceSettings,
  referenceSettings,
  sharedMasks,
} from "../reference/consensus-reference.ts";
import type { CompareOptions } from "./compare-types.ts";

/** The sides of a comparison within a study. */
export interface StudySides {
  readonly plan: Plan;
  readonly sides: readonly [Entity, Entity];
  readonly notes: readonly Note[];
  /** Files that they rest on besides the masks, as they were read. */
  readonly inputs: readonly InputHash[];
  /** What was chosen for the sides, and what their values rest on besides masks. */
  readonly chosen: ChosenSides;
  readonly key: RunKey;
}

export interface ChosenSides {
  /** Id of the reference in the study, or the consensus that was fused. */
  readonly reference: string;
  /** Id of the prediction in the study; null for a folder or file beside it. */
  readonly prediction: string | null;
  /** How the reference was fused, and of whom. */
  readonly fused?: ReferenceSettings & {
    readonly raters: readonly string[];
    /** The rater that is judged, and so not in it; null if it is none. */
    readonly without: string | null;
  };
}

const roles: readonly EntityRole[] = ["rater", "model", "generator", "reference", "consensus"];

/**
 * Finds the sides in a study: the reference is the consensus of its raters, or one of its sets; the prediction one of its
 * sets, or a folder or file. A rater is compared with the consensus of the others.
 *
 * @throws UsageError for an id that there is not, and for fewer than two raters; InputError as for any manifest.
 */
export async function studySides(
  manifest: string,
  prediction: string,
  reference: string,
  options: CompareOptions,
): Promise<StudySides> {
  const study = await loadManifest(manifest, options, { roles, made: "" });
  const { plan, inputs, labelling } = study;
  const judged = setOf(study, prediction) ?? (await folderSet(prediction, options, study));
  const chosen = isConsensus(reference)
    ? consensusSide(study, judged, consensusReference(reference))
    : storedSide(study, judged, reference);
  const { set, notes, fused } = chosen;
  const ids = { reference, prediction: "role" in judged ? judged.id : null };
  return {
    plan,
    sides: [
      { ...set, id: "reference" },
      { ...judged, id: "prediction", session: 1 },
    ],
    notes: [...study.notes.filter(({ code }) => code !== "N-LINEAGE"), ...notes],
    inputs,
    chosen: { ...ids, ...(fused && { fused }) },
    key: { ...ids, ...(fused && { fused }), labelling: labelling ?? null },
  };
}

type Judged = LoadedEntity | (Entity & { readonly cases: ReadonlyMap<string, StoredMask> });

interface ReferenceSide {
  readonly set: Entity;
  readonly notes: readonly Note[];
  readonly fused?: NonNullable<ChosenSides["fused"]>;
}

/** First session of an entity. */
function setOf({ entities }: LoadedStudy, id: string): LoadedEntity | undefined {
  return entities.filter((one) => one.id === id).sort((a, b) => a.session - b.session)[0];
}

async function folderSet(
  path: string,
  { layout }: CompareOptions,
  { entities }: LoadedStudy,
): Promise<Judged> {
  if (!(await isFile(path)) && !(await isFolder(path))) {
    const ids = [...new Set(entities.map(({ id }) => id))].join(", ");
    throw new UsageError(
      "E_ENTITIES",
      `prediction: expected a set of the study (${ids}), or a file or folder; found "${path}"`,
    );
  }
  const { cases, single } = await findCases(path, layout);
  return { id: path, session: 1, folder: path, cases, single };
}

function consensusSide(study: LoadedStudy, judged: Judged, reference: ConsensusReference): ReferenceSide {
  const { plan, lineage, entities } = study;
  const ids = [...new Set(entities.filter(({ role }) => role === "rater").map(({ id }) => id))];
  const raters = ids.map((id) => setOf(study, id)!);
  const own = raters.find((rater) => rater.id === judged.id || sharesFiles(rater, judged));
  const set = fusedSet(reference, { raters, plan, ...(lineage && { lineage }) }, own?.id);
  const notes: Note[] = [
    {
      code: "N-REFERENCE",
      entity: judged.id,
      message: own ? ofRater(own.id, judged.id, set) : `the reference of {entity} is ${set.folder}.`,
    },
    ...("role" in judged && judged.role === "consensus" ? [noteOf(sharedMasks(judged.id, reference))] : []),
  ];
  const fused = { ...referenceSettings(reference), raters: set.voters, without: own?.id ?? null };
  return { set, notes, fused };
}

/** A set of the study as the reference. */
function storedSide(study: LoadedStudy, judged: Judged, id: string): ReferenceSide {
  const set = setOf(study, id);
  const ids = [...new Set(study.entities.map((one) => one.id))];
  if (!set) {
    throw new UsageError(
      "E_REFERENCE",
      `reference: expected consensus:METHOD, or a set of the study (${ids.join(", ")}); found "${id}"`,
    );
  }
  if ("role" in judged && judged.id === set.id) {
    throw new UsageError("E_REFERENCE", `reference: ${id} is compared with itself; expected another set`);
  }
  const raters = study.entities.filter(({ role }) => role === "rater").map((one) => one.id);
  const consensus = [set, judged].find((one) => "role" in one && one.role === "consensus");
  const met = [set, judged].filter((one) => one !== consensus).map((one) => one.id);
  const lineage = study.lineage?.derivedFrom;
  const notes = consensus
    ? circularConsensus({ id: consensus.id, met, raters, ...(lineage && { lineage }) })
    : [];
  return { set, notes: notes.map(noteOf) };
}

function noteOf({ code, message }: Warning): Note {
  return { code, message };
}

function ofRater(rater: string, judged: string, { folder, voters }: FusedSet): string {
  const who = rater === judged ? "a rater of the study" : `rater ${rater} of the study`;
  const alone = voters.length === 1 ? " alone, which is that rater's own masks," : ",";
  return `{entity} is ${who}: its reference is ${folder}${alone} without its own masks.`;
}

/** Tells if two sets have a file in common: a rater whose folder is named by its path. */
function sharesFiles(one: Entity, other: Entity): boolean {
  const filesOf = ({ cases }: Entity) =>
    [...cases.values()].flatMap(storedMasks).map(({ path }) => resolve(path));
  const files = new Set(filesOf(one));
  return filesOf(other).some((file) => files.has(file));
}

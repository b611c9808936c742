import { InputError, listed, type Note } from "@pgt/metrics";
import { circularConsensus, ofStudy, type Warning } from "@pgt/stats";
import type { Relabelling } from "@pgt/study";
import type { LoadedEntity, LoadedStudy } from "../interval/loaded-study.ts";
import { loadManifest } from "../interval/manifest-study.ts";
import { checkSources, plainMaps, unionsInWords } from "../labels/entity-labels.ts";
import { nameOfPath, namesOf, ownNames } from "../labels/label-tables.ts";
import {
  type ConsensusReference,
  consensusReference,
  fusedSet,
  referenceSettings,
  sharedMasks,
} from "../reference/consensus-reference.ts";
import { mappedOf, qualityMetrics } from "./folder-quality.ts";
import type { LoadedQuality } from "./loaded-quality.ts";
import type { QualityOptions } from "./quality-types.ts";

/**
 * A dataset given by a manifest: its entity of role `reference`, and those of role `generator` and `consensus`. With a
 * reference that is to be fused: the consensus of its raters, who are versions too.
 *
 * @throws InputError E_MANIFEST as for any manifest, and if it has not one reference and at least one generator.
 */
export async function loadQualityManifest(path: string, options: QualityOptions): Promise<LoadedQuality> {
  const consensus = options.reference === undefined ? null : consensusReference(options.reference);
  const made = consensus
    ? `the reference is ${consensus.id} of the raters, and quality compares versions with it`
    : "quality compares generators with a reference";
  const study = await loadManifest(path, options, {
    roles: [consensus ? "rater" : "reference", "generator", "consensus"],
    made,
    metrics: qualityMetrics,
  });
  const { reference, generators, fused } = consensus
    ? fusedVersions(path, study, consensus)
    : storedVersions(path, study);
  const studyNames = study.plan.dataset && namesOf(study.plan.dataset);
  const relabellings = new Map<string, Relabelling>();
  for (const entity of study.entities) {
    const [first] = entity.cases.values();
    const relabelling = first?.relabelling;
    if (!relabelling) continue;
    relabellings.set(entity.id, relabelling);
    if (relabelling.map) {
      const unions = relabelling.map.unions.map((union) => ({ ...union, where: `the map of ${entity.id}` }));
      const table = relabelling.names ?? (await ownNames(entity.cases));
      checkSources(entity.id, { unions, file: path }, table);
    }
  }
  const derived = generators.filter(({ id }) => study.lineage?.isDerived(id, reference.id) === true);
  return {
    dataset: study.name ?? nameOfPath(path),
    study: path,
    plan: study.plan,
    reference,
    generators,
    mapped: mappedOf(relabellings, studyNames),
    unions: [...relabellings.values()].flatMap(unionsInWords),
    prompted: new Set([...(options.prompted ?? []), ...derived.map(({ id }) => id)]),
    ...(study.clusterOf && { clusterOf: study.clusterOf }),
    ...fused?.loaded,
    notes: [...study.notes, ...(fused?.notes ?? [])],
    warnings: versionWarnings(study, reference, generators, consensus),
    inputs: study.inputs,
    splitsBeside: {},
    labelling: plainMaps([...relabellings.values()]),
  };
}

interface Versions {
  readonly reference: LoadedQuality["reference"];
  readonly generators: readonly LoadedEntity[];
  readonly fused?: {
    readonly loaded: Pick<LoadedQuality, "ownReferences" | "fused">;
    readonly notes: readonly Note[];
  };
}

function storedVersions(path: string, { entities }: LoadedStudy): Versions {
  const references = entities.filter(({ role }) => role === "reference");
  const generators = entities.filter(({ role }) => role !== "reference");
  if (references.length !== 1) {
    const found = references.map(({ id, session }) => `${id} (session ${session})`).join(", ") || "none";
    throw new InputError(
      "E_MANIFEST",
      path,
      `quality needs one entity of role reference, in one session, or a consensus of raters (reference consensus:METHOD); found ${found}`,
    );
  }
  checkGenerators(path, generators);
  return { reference: references[0], generators };
}

function fusedVersions(path: string, study: LoadedStudy, consensus: ConsensusReference): Versions {
  const { entities, plan, lineage } = study;
  const sessions = entities.filter(({ role }) => role === "rater");
  const isFirst = ({ id, session }: LoadedEntity) =>
    sessions.every((other) => other.id !== id || other.session >= session);
  const raters = sessions.filter(isFirst);
  const fusedOf = { raters, plan, ...(lineage && { lineage }) };
  const generators = [...entities.filter(({ role }) => role !== "rater"), ...raters];
  checkGenerators(path, generators);
  const ofTwo =
    raters.length === 2 ? " With two raters the consensus of the others is the other rater's own masks." : "";
  const message = `{entity}: raters are versions too, each compared with the consensus of the others, never with one that holds the own masks.${ofTwo}`;
  return {
    reference: { ...fusedSet(consensus, fusedOf), role: "consensus" },
    generators,
    fused: {
      loaded: {
        ownReferences: new Map(raters.map(({ id }) => [id, fusedSet(consensus, fusedOf, id)])),
        fused: referenceSettings(consensus),
      },
      notes: [{ code: "N-REFERENCE", entity: consensus.id, message }],
    },
  };
}

/** What the roles of the versions forbid to conclude. */
function versionWarnings(
  { lineage }: LoadedStudy,
  { id: reference }: LoadedQuality["reference"],
  generators: readonly LoadedEntity[],
  consensus: ConsensusReference | null,
): Warning[] {
  const fused = generators.filter(({ role }) => role === "consensus").map(({ id }) => id);
  if (!consensus) {
    const derivedFrom = lineage?.derivedFrom ?? {};
    return fused.flatMap((id) =>
      circularConsensus({ id, met: [reference], raters: [], lineage: derivedFrom }),
    );
  }
  const others = generators.filter(({ role }) => role === "generator").map(({ id }) => id);
  const mixed = `${listed(others)}: compared with the consensus of all raters, but each rater with that of the others, which is noisier. A difference between them and a rater is in their favour; compare them with each other, and raters with raters.`;
  return [
    ...fused.map((id) => sharedMasks(id, consensus)),
    ...(others.length > 0 ? [ofStudy("W-MIXREF", mixed)] : []),
  ];
}

function checkGenerators(path: string, generators: readonly LoadedEntity[]): void {
  const fault = (message: string) => new InputError("E_MANIFEST", path, message);
  if (generators.length === 0) {
    throw fault("quality needs at least one entity of role generator; found none");
  }
  const again = generators.find(({ id }, at) => generators.findIndex((other) => other.id === id) < at);
  if (again) {
    throw fault(
      `${again.role} ${again.id} has several sessions: expected one. Give each version an id of its own`,
    );
  }
}

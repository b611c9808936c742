import { InputError } from "@pgt/metrics";
import type { Relabelling } from "@pgt/study";
import type { LoadedEntity } from "../interval/loaded-study.ts";
import { loadManifest } from "../interval/manifest-study.ts";
import { checkSources, plainMaps, unionsInWords } from "../labels/entity-labels.ts";
import { nameOfPath, namesOf, ownNames } from "../labels/label-tables.ts";
import { mappedOf, qualityMetrics } from "./folder-quality.ts";
import type { LoadedQuality } from "./loaded-quality.ts";
import type { QualityOptions } from "./quality-types.ts";

/**
 * A dataset given by a manifest: its entity of role `reference`, and those of role `generator`.
 *
 * @throws InputError E_MANIFEST as for any manifest, and if it has not one reference and at least one generator.
 */
export async function loadQualityManifest(path: string, options: QualityOptions): Promise<LoadedQuality> {
  const study = await loadManifest(path, options, {
    roles: ["reference", "generator"],
    made: "quality compares generators with a reference",
    metrics: qualityMetrics,
  });
  const references = study.entities.filter(({ role }) => role === "reference");
  const generators = study.entities.filter(({ role }) => role === "generator");
  checkRoles(path, references, generators);
  const reference = references[0];
  const studyNames = study.plan.dataset && namesOf(study.plan.dataset);
  const relabellings = new Map<string, Relabelling>();
  for (const entity of [reference, ...generators]) {
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
    notes: study.notes,
    inputs: study.inputs,
    splitsBeside: {},
    labelling: plainMaps([...relabellings.values()]),
  };
}

function checkRoles(
  path: string,
  references: readonly LoadedEntity[],
  generators: readonly LoadedEntity[],
): void {
  const fault = (message: string) => new InputError("E_MANIFEST", path, message);
  if (references.length !== 1) {
    const found = references.map(({ id, session }) => `${id} (session ${session})`).join(", ") || "none";
    throw fault(`quality needs one entity of role reference, in one session; found ${found}`);
  }
  if (generators.length === 0) {
    throw fault("quality needs at least one entity of role generator; found none");
  }
  const again = generators.find(({ id }, at) => generators.findIndex((other) => other.id === id) < at);
  if (again) {
    throw fault(
      `generator ${again.id} has several sessions: expected one. Give each version an id of its own`,
    );
  }
}

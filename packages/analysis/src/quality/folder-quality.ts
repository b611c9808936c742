import { defaultMetrics, InputError, UsageError } from "@pgt/metrics";
import { type InputHash, makePlan, type Plan } from "@pgt/runner";
import type { NamedLabel, Relabelling } from "@pgt/study";
import type { LoadedEntity } from "../interval/loaded-study.ts";
import {
  differingRegions,
  type EntityLabels,
  labelsOfTargets,
  mappedLabels,
  plainMaps,
  relabellingOf,
  unionsInWords,
  withRelabelling,
} from "../labels/entity-labels.ts";
import { checkGivenIds, readEntityLabels } from "../labels/given-labels.ts";
import { nameOfPath, namesOf, ownNames } from "../labels/label-tables.ts";
import type { LoadedQuality } from "./loaded-quality.ts";
import { findMaskFolder, type MaskFolder } from "./mask-folder.ts";
import type { QualityFolders, QualityOptions } from "./quality-types.ts";

export const referenceId = "reference";

/**
 * Metrics that are measured if nothing is asked for: overlap. Overlap of surfaces needs a tolerance, which nobody can
 * guess.
 */
export const qualityMetrics: readonly string[] = defaultMetrics.slice(0, 1);

/** A dataset given by folders: names and maps of labels are found beside the masks or given. */
export async function loadQualityFolders(
  study: QualityFolders,
  options: QualityOptions,
): Promise<LoadedQuality> {
  checkIds(study);
  const inputs: InputHash[] = [];
  const found = new Map<string, MaskFolder>();
  for (const [id, folder] of [[referenceId, study.reference], ...Object.entries(study.generators)] as const) {
    found.set(id, await findMaskFolder(folder, options.layout));
  }
  const reference = found.get(referenceId)!;
  const labels = new Map<string, EntityLabels>();
  for (const [id, folder] of found) labels.set(id, await readEntityLabels(id, study, inputs, folder.names));
  const plan = await planOf(reference, labels.get(referenceId)!, options, inputs);
  const studyNames = await namesOfStudy(plan, reference, labels);
  const relabellings = new Map<string, Relabelling>();
  for (const [id, one] of labels) {
    const own = one.map && !one.names ? await ownNames(found.get(id)!.cases) : undefined;
    const relabelling = relabellingOf(one, studyNames, own, plan.dataset?.labels);
    if (relabelling) relabellings.set(id, relabelling);
  }
  const entity = (id: string, role: LoadedEntity["role"], folder: string): LoadedEntity => {
    const { cases, single } = found.get(id)!;
    return { id, role, session: 1, folder, cases: withRelabelling(cases, relabellings.get(id)), single };
  };
  return {
    dataset: study.dataset ?? nameOfPath(study.reference.replace(/[/\\]labelsTr[/\\]?$/, "")),
    study,
    plan,
    reference: entity(referenceId, "reference", study.reference),
    generators: Object.entries(study.generators).map(([id, folder]) => entity(id, "generator", folder)),
    mapped: mappedOf(relabellings, studyNames),
    unions: [...relabellings.values()].flatMap(unionsInWords),
    prompted: new Set(options.prompted ?? []),
    notes: [...found.values()].flatMap(({ notes }) => notes),
    regionWarnings: [...labels.values()].flatMap((one) =>
      one.id === referenceId ? [] : differingRegions(one, plan.dataset?.labels),
    ),
    inputs,
    splitsBeside: Object.fromEntries(
      [...found].flatMap(([id, { splits }]) => (splits === undefined ? [] : [[id, splits]])),
    ),
    labelling: plainMaps([...relabellings.values()]),
  };
}

export function mappedOf(
  relabellings: ReadonlyMap<string, Relabelling>,
  studyNames: ReadonlyMap<number, string> | undefined,
): Map<string, readonly NamedLabel[]> {
  return new Map(
    [...relabellings].flatMap(([id, relabelling]) => {
      const labels = mappedLabels(relabelling, studyNames);
      return labels ? [[id, labels] as const] : [];
    }),
  );
}

function checkIds({ generators, maps = {}, names = {} }: QualityFolders): void {
  const ids = Object.keys(generators);
  if (ids.length === 0) {
    throw new UsageError("E_ENTITIES", "quality needs at least one generator; none is given");
  }
  if (ids.includes(referenceId)) {
    throw new UsageError(
      "E_ENTITIES",
      `"${referenceId}" is the id of the reference; give the generator another`,
    );
  }
  checkGivenIds({ maps, names }, [referenceId, ...ids], "generator");
}

/**
 * Labels asked for; else the regions that are given for the reference, those of the raw dataset, or what the map of
 * the reference makes of it.
 */
async function planOf(
  { rawDataset }: MaskFolder,
  { id, map, regions }: EntityLabels,
  options: QualityOptions,
  inputs: InputHash[],
): Promise<Plan> {
  if (map && regions) throw regionsAndMap(id, regions.file, map.file);
  const labels = options.labels ?? (map ? undefined : (regions?.file ?? rawDataset));
  const measured = { metrics: qualityMetrics, ...options, ...(labels !== undefined && { labels }) };
  const plan = await makePlan(measured, inputs);
  if (!map || plan.dataset) return plan;
  const dataset = labelsOfTargets(map);
  const asked = plan.asked ?? dataset.labels.map(({ label }) => label);
  return { ...plan, dataset, settings: { ...plan.settings, labels: asked } };
}

function regionsAndMap(id: string, names: string, map: string): InputError {
  return new InputError(
    "E_LABELS",
    names,
    `it names regions of several labels, and ${map} maps the labels of ${id} one by one: expected one or the other. Write the regions into the map (target: [label, label])`,
  );
}

/** Labels that targets of maps are looked up in; not needed without maps. */
async function namesOfStudy(
  { dataset }: Plan,
  { cases }: MaskFolder,
  labels: ReadonlyMap<string, EntityLabels>,
): Promise<ReadonlyMap<number, string> | undefined> {
  if (dataset) return namesOf(dataset);
  if (![...labels.values()].some(({ map }) => map)) return undefined;
  return labels.get(referenceId)!.names ?? (await ownNames(cases));
}

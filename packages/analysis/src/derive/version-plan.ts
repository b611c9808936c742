import { ownValue, someOf, UsageError } from "@pgt/metrics";
import type { DatasetFolder } from "@pgt/runner";
import { type CaseFailure, resolveLabelMap } from "@pgt/study";
import type { BaseDataset } from "./base-dataset.ts";
import type { VersionSplit } from "./case-splits.ts";
import { datasetNames } from "./dataset-names.ts";
import type { DeriveOptions } from "./derive-types.ts";
import type { VersionTally } from "./derive-version.ts";
import { existingVersions } from "./existing-versions.ts";
import { findGeneratorMasks, type GeneratorMasks } from "./generator-masks.ts";
import type { LabelRule } from "./label-rule.ts";

/** One generator: what its data set is to be made of. */
export interface Version {
  readonly rule: LabelRule;
  /** File or id of its label map. */
  readonly map: string | null;
  readonly masks: GeneratorMasks;
  readonly name: string;
  /** A data set of that name is there and is written anew. */
  readonly replaces: boolean;
  readonly missing: readonly string[];
}

/** Findings from making it. */
export interface DerivedVersion {
  readonly version: Version;
  readonly tally: VersionTally;
  /** Null: cases failed, and nothing is left of it. */
  readonly part: DatasetFolder | null;
}

/**
 * Finds the masks, names and maps of every generator.
 *
 * @throws UsageError for ids that do not fit together, and if they are made already; InputError for a folder, file or
 * map.
 */
export async function versionsOf(
  base: BaseDataset,
  split: VersionSplit | null,
  options: DeriveOptions,
): Promise<Version[]> {
  const { generators, maps = {}, names = {}, out, datasetId } = options;
  const ids = Object.keys(generators);
  if (ids.length === 0) throw new UsageError("E_ENTITIES", "at least one generator was expected, none found");
  for (const [option, given] of Object.entries({ map: maps, names })) {
    const unknownName = Object.keys(given).find((id) => !ids.includes(id));
    if (unknownName === undefined) continue;
    const message = `${option} of "${unknownName}": there is no generator of that id; there are ${ids.join(", ")}`;
    throw new UsageError("E_ENTITIES", message);
  }
  const name = options.name ?? base.name;
  const existing = await existingVersions(base, split, options);
  if (!options.fresh && datasetId === undefined) refuseAgain(existing, out);
  const replaced = options.fresh ? existing : new Map<string, string>();
  const folders = await datasetNames(out, { name, generators: ids }, datasetId, base.number ?? 0, replaced);
  return Promise.all(
    ids.map(async (id, at): Promise<Version> => {
      const map = ownValue(maps, id);
      const given = ownValue(names, id);
      const masks = await findGeneratorMasks(generators[id], {
        ...(given !== undefined && { names: given }),
        ...(map !== undefined && { map }),
      });
      const rule: LabelRule = {
        generator: id,
        labels: base.labels,
        datasetFile: base.jsonFile,
        ...(masks.map && { map: resolveLabelMap(masks.map, base.labels) }),
        ...(masks.names && { names: masks.names }),
        ...(base.hasRegions && { byNumber: true }),
      };
      const missing = base.cases.map((one) => one.id).filter((one) => !masks.cases.has(one));
      const replaces = replaced.get(id) === folders[at];
      return { rule, map: map ?? null, masks, name: folders[at], replaces, missing };
    }),
  );
}

/** @throws UsageError E_DATASET: the same call again would make copies under new numbers. */
function refuseAgain(existing: ReadonlyMap<string, string>, out: string): void {
  if (existing.size === 0) return;
  const folders = [...existing.values()];
  const [is, them] = folders.length === 1 ? ["is", "it"] : ["are", "them"];
  throw new UsageError(
    "E_DATASET",
    `${out}: ${someOf(folders)} ${is} there already, from the same base, masks, map and split (pgt-derive.json); write ${them} anew in place (fresh; --fresh of the command), or choose another folder (--out), name (--name) or number (--dataset-id)`,
  );
}

/** One failure per case of the base that a generator lacks. */
export function lackingCases(
  { rule, masks: { folder }, missing }: Version,
  base: BaseDataset,
): CaseFailure[] {
  return missing.map((id) => ({
    case: id,
    comparison: rule.generator,
    code: "E_CASES",
    message: `${folder}: no mask of ${rule.generator} for case "${id}", which ${base.source} has`,
  }));
}

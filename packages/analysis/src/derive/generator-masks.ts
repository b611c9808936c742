import type { Note } from "@pgt/metrics";
import type { InputHash } from "@pgt/runner";
import type { LabelMap, StoredMask } from "@pgt/study";
import { readLabelMapNamed, readLabelTable } from "../labels/label-tables.ts";
import { findMaskFolder, foldOf } from "../quality/mask-folder.ts";

/** Masks of one generator, and what its labels are called and become. */
export interface GeneratorMasks {
  readonly folder: string;
  readonly cases: ReadonlyMap<string, StoredMask>;
  /** Case -> fold whose model predicted it; empty where the masks do not lie in folds. */
  readonly foldOf: ReadonlyMap<string, number>;
  /** Takes names from the file or preset given, else from a dataset.json or dseg.tsv beside the masks. */
  readonly names?: ReadonlyMap<number, string>;
  readonly map?: LabelMap;
  readonly notes: readonly Note[];
  /** Files of names and map, as they were read. */
  readonly inputs: readonly InputHash[];
}

/**
 * @param given files, or ids of what comes with this package.
 * @throws InputError for a folder, table or map; UsageError for an id that does not exist.
 */
export async function findGeneratorMasks(
  path: string,
  given: { readonly names?: string; readonly map?: string },
): Promise<GeneratorMasks> {
  const inputs: InputHash[] = [];
  const { cases, notes, names: beside, rawDataset } = await findMaskFolder(path);
  const table = given.names ?? beside ?? rawDataset;
  const names = table === undefined ? undefined : (await readLabelTable(table, inputs)).names;
  const map = given.map === undefined ? undefined : (await readLabelMapNamed(given.map, inputs)).map;
  const folds = [...cases].flatMap(([id, source]) => {
    const fold = foldOf(source);
    return fold === null ? [] : [[id, Number(fold)] as const];
  });
  return {
    folder: path,
    cases,
    foldOf: new Map(folds),
    ...(names && names.size > 0 && { names }),
    ...(map && { map }),
    notes,
    inputs,
  };
}

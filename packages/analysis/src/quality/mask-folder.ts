import { InputError, type Note } from "@pgt/metrics";
import { datasetBeside, findCases, listFolder } from "@pgt/runner";
import type { DiscoveredCases, FolderLayout, StoredMask } from "@pgt/study";

/** Masks of one entity, and the files beside them that say something of their labels and folds. */
export interface MaskFolder {
  readonly cases: ReadonlyMap<string, StoredMask>;
  readonly single: boolean;
  readonly notes: readonly Note[];
  /** Path of the dataset.json of an nnU-Net raw dataset whose labelsTr or labelsTs this is. */
  readonly rawDataset?: string;
  /** Path of a dataset.json or dseg.tsv beside the masks. */
  readonly names?: string;
  /** Path of a splits_final.json beside the folds. */
  readonly splits?: string;
}

const foldName = /^(?:fold|cv)_(\d+)$/;

/** The fold of cross-validation that a mask comes from, by the folder it lies in; null if none. */
export function foldOf({ path }: Pick<StoredMask, "path">): string | null {
  const folds = path.split(/[/\\]/).flatMap((part) => foldName.exec(part)?.[1] ?? []);
  return folds.at(-1) ?? null;
}

/**
 * Finds the masks of a folder or file. An nnU-Net raw dataset stands for its labelsTr; a folder with fold_0, fold_1 ...
 * (or cv_0 ...) for the masks in them, or in the folder `validation` of each.
 *
 * @throws InputError E_CASES if a case is predicted in two folds.
 */
export async function findMaskFolder(path: string, layout: FolderLayout = "auto"): Promise<MaskFolder> {
  const entries = await listFolder(path).catch(() => []);
  const has = (name: string) => entries.some((entry) => entry.name === name);
  const folds = entries
    .filter(({ name, isDirectory }) => isDirectory && foldName.test(name))
    .map(({ name }) => name);
  if (has("labelsTr") && has("dataset.json")) {
    return { ...plain(await findCases(`${path}/labelsTr`, layout)), rawDataset: `${path}/dataset.json` };
  }
  const table = entries
    .map(({ name }) => name)
    .filter((name) => name === "dataset.json" || /(^|_)dseg\.tsv$/.test(name));
  const beside = {
    ...(table.length === 1 && { names: `${path}/${table[0]}` }),
    ...(has("splits_final.json") && { splits: `${path}/splits_final.json` }),
  };
  if (folds.length > 0) return { ...(await foldedCases(path, folds.sort(), layout)), ...beside };
  const rawDataset = await datasetBeside(path);
  return {
    ...plain(await findCases(path, layout)),
    ...beside,
    ...(rawDataset !== null && { rawDataset }),
  };
}

function plain({ cases, single }: DiscoveredCases): Pick<MaskFolder, "cases" | "single" | "notes"> {
  return { cases, single, notes: [] };
}

async function foldedCases(
  path: string,
  folds: readonly string[],
  layout: FolderLayout,
): Promise<Pick<MaskFolder, "cases" | "single" | "notes">> {
  const cases = new Map<string, StoredMask>();
  const counts: string[] = [];
  for (const fold of folds) {
    const inner = await listFolder(`${path}/${fold}`);
    const masks = inner.some(({ name, isDirectory }) => isDirectory && name === "validation")
      ? `${path}/${fold}/validation`
      : `${path}/${fold}`;
    const found = await findCases(masks, layout === "auto" ? "cases" : layout);
    counts.push(`${fold} ${found.cases.size}`);
    for (const [id, source] of found.cases) {
      const other = cases.get(id);
      if (other !== undefined) {
        throw new InputError(
          "E_CASES",
          path,
          `case "${id}" is predicted twice, in ${other.path} and ${source.path}: expected each case in one fold. Keep the prediction of the fold that did not train on it.`,
        );
      }
      cases.set(id, source);
    }
  }
  const message = `${folds.length} folds of cross-validation taken as one generator (cases: ${counts.join(", ")}).`;
  return { cases, single: false, notes: [{ code: "N-FOLDS", file: path, message }] };
}

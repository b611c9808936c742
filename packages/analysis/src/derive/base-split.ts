import { parseSplitsFinal } from "@pgt/io";
import { type Note, UsageError } from "@pgt/metrics";
import { type InputHash, readText } from "@pgt/runner";
import type { BaseDataset } from "./base-dataset.ts";
import { fixedSplit, givenSplit, nnunetFolds, type VersionSplit } from "./case-splits.ts";
import type { DeriveOptions } from "./derive-types.ts";

/**
 * The split of all versions; null where there are too few cases for one that was not asked for. The hash of a file of
 * folds is added to `inputs`.
 */
export async function splitOf(
  base: BaseDataset,
  { split, seed }: DeriveOptions,
  inputs: InputHash[],
): Promise<{ readonly split: VersionSplit | null; readonly notes: readonly Note[] }> {
  const cases = base.cases.map(({ id }) => id);
  if (split && "file" in split) {
    const folds = parseSplitsFinal(await readText(split.file, inputs), split.file);
    const given = givenSplit(folds, cases, split.file);
    const unused: Note = {
      code: "N-FOLDS",
      file: split.file,
      cases: given.unused,
      message: "in no fold: {cases}.",
    };
    return { split: given, notes: given.unused.length > 0 ? [unused] : [] };
  }
  if (split) {
    if (!(split.trainPercent > 0 && split.trainPercent < 100)) {
      throw new UsageError(
        "E_SPLIT",
        `the share to train on must lie between 0 and 100 %, found ${split.trainPercent}`,
      );
    }
    return { split: fixedSplit(cases, split.trainPercent, seed), notes: [] };
  }
  if (cases.length >= 5) return { split: nnunetFolds(cases), notes: [] };
  const message = `no split is written: five folds need at least 5 cases, found ${cases.length}; train on all, or ask for 80/20.`;
  return { split: null, notes: [{ code: "N-FOLDS", message }] };
}

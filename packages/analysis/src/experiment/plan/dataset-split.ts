import { parseSplitsFinal } from "@pgt/io";
import { InputError, plural, someOf } from "@pgt/metrics";
import { readText } from "@pgt/runner";
import { byCodePoint, fixedSplit } from "../../derive/case-splits.ts";
import type { FoundDataset } from "./find-dataset.ts";

/** Cases to train on, and cases that no generator and no training sees. */
export interface CaseLists {
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/** A data set whose cases are complete and divided. */
export interface DividedDataset extends FoundDataset, CaseLists {}

/** Faults of a data set that keep it from being used; the cases are divided all the same. */
export interface Division {
  readonly divided: DividedDataset;
  readonly missing: readonly string[];
}

/**
 * Divides the cases, and names what they lack: an image without a label, a label without an image, a case that a list
 * names and that is not there.
 */
export async function divide(found: FoundDataset): Promise<Division> {
  const { images, labels, truth, dataset } = found;
  const cases = [...images.keys()].filter((id) => labels.has(id)).sort(byCodePoint);
  const lists = await listsOf(found, cases);
  const named = [...lists.train, ...lists.test];
  const lacking = (
    what: string,
    of: ReadonlyMap<string, unknown>,
    wanted: readonly string[],
    path: string,
  ) => {
    const ids = wanted.filter((id) => !of.has(id));
    return ids.length > 0
      ? [`${dataset.id}: ${plural(ids.length, "case")} without ${what} in ${path}: ${someOf(ids)}`]
      : [];
  };
  const missing = [
    ...lacking("an image", images, [...new Set([...labels.keys(), ...named])], dataset.images),
    ...lacking("labels", labels, [...new Set([...images.keys(), ...named])], dataset.labels),
    ...(truth ? lacking("a true mask", truth, lists.train, dataset.truth!) : []),
  ];
  const isThere = (id: string) => images.has(id) && labels.has(id);
  return {
    divided: { ...found, train: lists.train.filter(isThere), test: lists.test.filter(isThere) },
    missing,
  };
}

async function listsOf({ dataset }: FoundDataset, cases: readonly string[]): Promise<CaseLists> {
  const { split, labels, where } = dataset;
  if (split.kind === "lists") return split;
  if (split.kind === "file") {
    const [first] = parseSplitsFinal(await readText(split.file), split.file);
    return { train: first.train, test: first.val };
  }
  if (cases.length < 2) {
    throw new InputError(
      "E_CASES",
      labels,
      `${where}: expected at least 2 cases with an image and labels; found ${cases.length}`,
    );
  }
  const { folds } = fixedSplit(cases, split.trainPercent, split.seed);
  return { train: folds[0].train, test: folds[0].val };
}

import type { CaseSplit } from "@pgt/io";
import { createRandom, defaultSeed, InputError, plural, someOf, UsageError } from "@pgt/metrics";
import { numpyShuffled } from "./numpy-shuffle.ts";

/** The seed of nnU-Net's generate_crossval_split. */
const NNUNET_SEED = 12345;
const FOLDS = 5;

/** Division of the cases of every version for training. */
export interface VersionSplit {
  readonly folds: readonly CaseSplit[];
  /** Sentence that says which rule and which seed. */
  readonly description: string;
  /** Null for a split that was given. */
  readonly seed: number | null;
}

/** The order in which Python sorts text: by code point. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = left[at].codePointAt(0)! - right[at].codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/**
 * The five folds that nnU-Net 2 makes itself where it finds no split (crossval_split.py: scikit-learn's KFold with
 * shuffling and seed 12345 over the sorted cases), so that versions trained with and without the file are the same.
 *
 * @throws UsageError E_SPLIT for fewer cases than folds.
 */
export function nnunetFolds(cases: readonly string[]): VersionSplit {
  if (cases.length < FOLDS) {
    const message = `five folds need at least ${FOLDS} cases, found ${cases.length}; ask for a fixed split (80/20)`;
    throw new UsageError("E_SPLIT", message);
  }
  const sorted = [...cases].sort(byCodePoint);
  const order = numpyShuffled(sorted.length, NNUNET_SEED);
  const folds: CaseSplit[] = [];
  let start = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const size = Math.floor(sorted.length / FOLDS) + (fold < sorted.length % FOLDS ? 1 : 0);
    folds.push(splitAt(sorted, new Set(order.slice(start, start + size))));
    start += size;
  }
  const description = `${FOLDS} folds, those that nnU-Net makes by itself (KFold, seed ${NNUNET_SEED})`;
  return { folds, description, seed: NNUNET_SEED };
}

/**
 * One fixed split: the share given is trained on, the rest held out.
 *
 * @param trainPercent of the cases, rounded to whole cases, at least one on each side.
 * @throws UsageError E_SPLIT for fewer than two cases.
 */
export function fixedSplit(cases: readonly string[], trainPercent: number, seed = defaultSeed): VersionSplit {
  if (cases.length < 2) {
    throw new UsageError("E_SPLIT", `a split needs at least 2 cases, found ${cases.length}`);
  }
  const sorted = [...cases].sort(byCodePoint);
  const random = createRandom(seed, 0);
  const order = sorted.map((_, at) => at);
  for (let last = order.length - 1; last > 0; last--) {
    const place = random.nextBelow(last + 1);
    [order[last], order[place]] = [order[place], order[last]];
  }
  const held = Math.round((sorted.length * (100 - trainPercent)) / 100);
  const size = Math.min(Math.max(held, 1), sorted.length - 1);
  const fold = splitAt(sorted, new Set(order.slice(0, size)));
  const shares = `${trainPercent}/${100 - trainPercent}`;
  const counts = `${fold.train.length} cases to train on, ${fold.val.length} held out`;
  return {
    folds: [fold],
    description: `fixed ${shares} split (${counts}, seed ${seed}); train fold 0`,
    seed,
  };
}

/**
 * A split that was given, checked against the cases.
 *
 * @throws InputError E_CASES if it names a case that the data set lacks.
 */
export function givenSplit(
  folds: readonly CaseSplit[],
  cases: readonly string[],
  file: string,
): VersionSplit & { readonly unused: readonly string[] } {
  const known = new Set(cases);
  const named = new Set(folds.flatMap(({ train, val }) => [...train, ...val]));
  const unknown = [...named].filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const message = `names cases that the base data set lacks: ${someOf(unknown)}`;
    throw new InputError("E_CASES", file, message);
  }
  return {
    folds,
    description: `${plural(folds.length, "fold")}, as in ${file}`,
    seed: null,
    unused: cases.filter((id) => !named.has(id)),
  };
}

function splitAt(sorted: readonly string[], held: ReadonlySet<number>): CaseSplit {
  return {
    train: sorted.filter((_, at) => !held.has(at)),
    val: sorted.filter((_, at) => held.has(at)),
  };
}

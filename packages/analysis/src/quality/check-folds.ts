import type { CaseSplit } from "@pgt/io";
import { someOf } from "@pgt/metrics";
import type { QualityWarning } from "@pgt/stats";

/** A generator with the fold that each case was predicted by; null for masks that do not come in folds. */
export interface FoldedGenerator {
  readonly id: string;
  readonly foldOf: ReadonlyMap<string, string> | null;
  /** Folds of a split, and the file they were read from. */
  readonly splits?: { readonly file: string; readonly folds: readonly CaseSplit[] };
}

const shownCases = 5;

/**
 * Checks that cross-validated generators were predicted out of fold, and that all of them used the same folds: W-LEAK
 * names cases predicted by a model that trained on them, W-RECIPE generators whose versions differ by more than their
 * labels.
 */
export function checkFolds(dataset: string, generators: readonly FoldedGenerator[]): QualityWarning[] {
  return [
    ...generators.flatMap((generator) => leaks(dataset, generator)),
    ...differingFolds(dataset, generators),
  ];
}

function leaks(dataset: string, { id, foldOf, splits }: FoldedGenerator): QualityWarning[] {
  if (!splits) return [];
  const warning = (code: string, message: string) => [
    { code, dataset, generator: id, label: null, metric: null, message },
  ];
  if (!foldOf) {
    return warning(
      "W-FOLD",
      `${id}: its masks lie in no folders fold_0, fold_1 ..., so it cannot be checked against ${splits.file} that each was predicted out of fold.`,
    );
  }
  const trained: string[] = [];
  const unknown: string[] = [];
  for (const [caseId, fold] of foldOf) {
    const split = splits.folds[Number(fold)];
    if (split?.train.includes(caseId)) trained.push(`${caseId} (fold ${fold})`);
    else if (!split?.val.includes(caseId)) unknown.push(`${caseId} (fold ${fold})`);
  }
  return [
    ...(trained.length > 0
      ? warning(
          "W-LEAK",
          `${id}: predicted by a fold that trained on the case, by ${splits.file}: ${someOf(trained, shownCases)}. Its quality there is that of training.`,
        )
      : []),
    ...(unknown.length > 0
      ? warning(
          "W-FOLD",
          `${id}: ${splits.file} does not have these cases in the fold that predicted them: ${someOf(unknown, shownCases)}.`,
        )
      : []),
  ];
}

/** One warning per generator that differs from the first one with folds. */
function differingFolds(dataset: string, generators: readonly FoldedGenerator[]): QualityWarning[] {
  const folded = generators.flatMap(({ id, foldOf, splits }) => {
    const folds = foldOf ?? (splits && heldOut(splits.folds));
    return folds ? [{ id, folds }] : [];
  });
  const [first, ...others] = folded;
  return others.flatMap(({ id, folds }) => {
    const differing = [...folds].flatMap(([caseId, fold]) => {
      const before = first.folds.get(caseId);
      return before === undefined || before === fold ? [] : [`${caseId} (fold ${before} and ${fold})`];
    });
    if (differing.length === 0) return [];
    const message = `${first.id} and ${id} were trained on different splits: ${someOf(differing, shownCases)}. A difference between them is not one of method alone.`;
    return [{ code: "W-RECIPE", dataset, generator: id, label: null, metric: null, message }];
  });
}

function heldOut(folds: readonly CaseSplit[]): Map<string, string> {
  return new Map(folds.flatMap(({ val }, fold) => val.map((caseId) => [caseId, String(fold)] as const)));
}

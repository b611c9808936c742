import type { CaseSplit } from "@pgt/io";
import type { WarningCode } from "@pgt/metrics";
import type { QualityWarning } from "@pgt/stats";

/** A generator with the fold that each case was predicted by; null for masks that do not come in folds. */
export interface FoldedGenerator {
  readonly id: string;
  readonly foldOf: ReadonlyMap<string, string> | null;
  /** Folds of a split, and the file they were read from. */
  readonly splits?: { readonly file: string; readonly folds: readonly CaseSplit[] };
}

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
  const warning = (code: WarningCode, message: string, cases: readonly FoldedCase[] = []) => ({
    ...{ code, dataset, generator: id, label: null, metric: null, file: splits.file },
    ...(cases.length > 0 && namedCases(cases)),
    message: `${id}: ${message}`,
  });
  if (!foldOf) {
    return [
      warning(
        "W-FOLD",
        "its masks lie in no folders fold_0, fold_1 ..., so it cannot be checked against {file} that each was predicted out of fold.",
      ),
    ];
  }
  const cases = [...foldOf].map(([caseId, fold]) => ({ case: caseId, fold, remark: `fold ${fold}` }));
  const splitOf = ({ fold }: { readonly fold: string }) => splits.folds[Number(fold)];
  const trained = cases.filter((one) => splitOf(one)?.train.includes(one.case));
  const unknown = cases.filter((one) => !trained.includes(one) && !splitOf(one)?.val.includes(one.case));
  return [
    ...(trained.length > 0
      ? [
          warning(
            "W-LEAK",
            "predicted by a fold that trained on the case, by {file}: {cases}. Its quality there is that of training.",
            trained,
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          warning(
            "W-FOLD",
            "{file} does not have these cases in the fold that predicted them: {cases}.",
            unknown,
          ),
        ]
      : []),
  ];
}

interface FoldedCase {
  readonly case: string;
  readonly remark: string;
}

function namedCases(cases: readonly FoldedCase[]) {
  return { cases: cases.map((one) => one.case), remarks: cases.map(({ remark }) => remark) };
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
      return before === undefined || before === fold
        ? []
        : [{ case: caseId, remark: `fold ${before} and ${fold}` }];
    });
    if (differing.length === 0) return [];
    return [
      {
        ...{ code: "W-RECIPE", dataset, generator: id, label: null, metric: null },
        ...namedCases(differing),
        message: `${first.id} and ${id} were trained on different splits: {cases}. A difference between them is not one of method alone.`,
      },
    ];
  });
}

function heldOut(folds: readonly CaseSplit[]): Map<string, string> {
  return new Map(folds.flatMap(({ val }, fold) => val.map((caseId) => [caseId, String(fold)] as const)));
}

/** Warnings: what must not be concluded from the numbers. Shown with their code. */
export const warningCodes = {
  "W-BIAS": "a bias that all annotators share cannot be seen in their agreement",
  "W-CASES": "sets are compared on different cases",
  "W-CEIL": "the metric is near its best value and cannot tell sets apart",
  "W-COLUMNS": "few columns: intervals over them are wide or missing",
  "W-DEFINITION": "sets seem to delineate a structure by different definitions",
  "W-EMPTY": "a structure is missing where others have it",
  "W-FOLD": "it cannot be checked that cases were predicted out of fold",
  "W-INV": "the bounds are in the wrong order",
  "W-LABELS": "labels of the sets hardly stand for the same structures, or for structures at all",
  "W-LEAK": "cases were predicted by a model that was trained on them",
  "W-MISSING": "values are missing",
  "W-MIXREF": "models are compared with another reference than the bounds",
  "W-NOINTER": "no lower bound: no case has masks of two raters",
  "W-NOINTRA": "no upper bound: nobody annotated a case twice",
  "W-ORDER": "a repeat may remember the first session, which makes the upper bound too high",
  "W-PREANN": "masks are not independent annotations: one was made from another",
  "W-PROMPT": "masks were made with the reference as a prompt",
  "W-RECIPE": "versions differ in more than their labels",
  "W-REFERENCE": "quality is measured against labels that are themselves imperfect",
  "W-REGION": "a region may be held otherwise by a mask",
  "W-SCALE": "values may be read on the wrong scale, percent or fraction",
  "W-SEED": "few training runs: how much another would differ is not in the intervals",
  "W-SELECT": "the best of several models was chosen on the same cases",
  "W-SMALLN": "few cases or raters",
  "W-SMALLSTRUCT": "structures of few voxels",
  "W-SUBSET": "repeats cover other cases than first annotations, so the bounds do not rest on the same",
  "W-TIES": "pairs with equal values, as rounding makes them",
  "W-TOL": "the tolerance does not fit the differences between raters",
  "W-VERSIONS": "tasks do not have the same versions",
} as const;

/** Oddities that did not prevent a value, and choices that were made. Shown in words alone. */
export const oddityCodes = {
  "N-ABSENT": "a label that was asked for is in no mask",
  "N-GRID": "spacing or position of the grid is missing, contradictory or sheared in the header",
  "N-LABELS": "labels that the dataset or the reference does not name are left out",
  "N-MAP": "a label map and the labels of a mask differ",
  "N-NAMES": "names of labels in the header cannot be read",
  "N-NUMBERS": "labels are numbered or named differently",
  "N-SURPLUS": "bytes behind what the file describes",
  "N-UNITS": "lengths of the header are converted to mm",
} as const;

export type WarningCode = keyof typeof warningCodes;
export type NoteCode = WarningCode | keyof typeof oddityCodes;

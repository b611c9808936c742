import type { LabelScores } from "./label-scores.ts";
import { type StudyScores, studyUnits } from "./study-scores.ts";
import { ofStudy, plural, type Warning } from "./warning.ts";

/** Fewer cases or raters than this, and an interval is too wide or too sure of itself (METHODS 3.10). */
export const fewCases = 10;
export const fewRaters = 3;

/** Warnings that hold for the study as a whole, each at most once. */
export function studyWarnings(study: StudyScores, scores: readonly LabelScores[]): Warning[] {
  return [...missingBoundWarnings(study, scores), ...smallStudyWarnings(study)];
}

function missingBoundWarnings({ raters }: StudyScores, scores: readonly LabelScores[]): Warning[] {
  const warnings: Warning[] = [];
  if (!scores.some(({ inter }) => inter.comparisons.expected > 0)) {
    warnings.push(
      ofStudy(
        "W-NOINTER",
        `No case was annotated by two raters (${plural(raters.length, "rater")} in the study), so inter-rater agreement, the lower bound of the PGT interval, is not known. Have a second rater annotate some of the cases.`,
      ),
    );
  }
  if (!scores.some(({ intra }) => intra.comparisons.expected > 0)) {
    warnings.push(
      ofStudy(
        "W-NOINTRA",
        "There are no repeats: no rater annotated a case twice, so intra-rater agreement is not known and the PGT interval has no upper bound. A model can be shown to lie below, at or above inter-rater agreement, but not whether it lies inside the interval. Have a rater annotate some of the cases again.",
      ),
    );
  }
  return warnings;
}

function smallStudyWarnings(study: StudyScores): Warning[] {
  const warnings: Warning[] = [];
  const { length: cases } = studyUnits(study);
  const { length: raters } = study.raters;
  if (cases < fewCases) warnings.push(ofStudy("W-SMALLN", fewCasesMessage(cases)));
  if (raters < fewRaters) {
    warnings.push(
      ofStudy(
        "W-SMALLN",
        `There ${raters === 1 ? "is" : "are"} only ${plural(raters, "rater")} (fewer than ${fewRaters}): the intervals hold for ${raters === 1 ? "this rater" : "these raters"}; nothing can be said about raters like these.`,
      ),
    );
  }
  return warnings;
}

export function fewCasesMessage(cases: number): string {
  const consequence =
    cases < 2
      ? "an interval needs at least two, so none is given"
      : "the intervals are wide, and one unusual case can move them";
  return `There ${cases === 1 ? "is" : "are"} only ${plural(cases, "case")} (fewer than ${fewCases}): ${consequence}.`;
}

import { plural } from "@pgt/metrics";
import type { LabelScores } from "../../scores/label-scores.ts";
import { independenceBy } from "../../scores/lineage.ts";
import { type AnnotationPair, type StudyScores, studyUnits } from "../../scores/study-scores.ts";
import { ofStudy, type Warning } from "./warning.ts";

/** Fewer cases or raters than this, and an interval is too wide or too sure of itself (docs/methods/warnings.md). */
export const fewCases = 10;
export const fewRaters = 3;

/** Warnings that hold for the study as a whole, each at most once. */
export function studyWarnings(study: StudyScores, scores: readonly LabelScores[]): Warning[] {
  return [...missingBoundWarnings(study, scores), ...smallStudyWarnings(study, scores)];
}

function missingBoundWarnings(study: StudyScores, scores: readonly LabelScores[]): Warning[] {
  const warnings: Warning[] = [];
  if (!scores.some(({ inter }) => inter.comparisons.expected > 0)) {
    warnings.push(ofStudy("W-NOINTER", missingLowerBound(study)));
  }
  if (!scores.some(({ intra }) => intra.comparisons.expected > 0)) {
    warnings.push(ofStudy("W-NOINTRA", missingUpperBound(study)));
  }
  return warnings;
}

const lowerUnknown = "inter-rater agreement, the lower bound of the PGT interval, is not known";

function missingLowerBound(study: StudyScores): string {
  const { raters, lineage = {} } = study;
  const independent = independenceBy(lineage);
  const between = comparisonsOfRaters(study).filter(({ a, b }) => a !== b);
  const count = plural(raters.length, "rater");
  if (between.some(({ a, b }) => independent(a, b))) {
    return `Raters annotated ${casesOf(between)} in common, but no structure is marked in any of their masks: no label was compared, so ${lowerUnknown}. If structures should be there, check that these are the right files.`;
  }
  if (between.length > 0) {
    return `All raters that annotated the same cases (${casesOf(between)}) have masks of a common origin, so ${lowerUnknown}. Have a rater annotate some of the cases independently.`;
  }
  if (raters.length < 2) {
    return `No case was annotated by two raters (${count} in the study), so ${lowerUnknown}. Have a second rater annotate some of the cases.`;
  }
  return `No masks of two raters were compared (${count} in the study), so ${lowerUnknown}. Have two raters annotate the same cases; where they did, see why their masks were left out.`;
}

function missingUpperBound(study: StudyScores): string {
  const repeats = comparisonsOfRaters(study).filter(({ a, b }) => a === b);
  const cause =
    repeats.length > 0
      ? `Raters annotated ${casesOf(repeats)} twice, but no structure is marked in any of these masks: no label was compared,`
      : "There are no repeats: no rater annotated a case twice,";
  const advice =
    repeats.length > 0
      ? "If structures should be there, check that these are the right files."
      : "Have a rater annotate some of the cases again.";
  return `${cause} so intra-rater agreement is not known and the PGT interval has no upper bound. A model can be shown to be worse than, like or better than inter-rater agreement, but not whether it lies inside the interval. ${advice}`;
}

function comparisonsOfRaters({ raters, rows, comparisons = rows }: StudyScores): readonly AnnotationPair[] {
  const known = new Set(raters);
  return comparisons.filter(({ a, b }) => known.has(a) && known.has(b));
}

function casesOf(comparisons: readonly AnnotationPair[]): string {
  return plural(new Set(comparisons.map((one) => one.case)).size, "case");
}

/** Cases (or clusters) in which raters have a value with each other or with their own repeats, of any label. */
export function casesWithValues(scores: readonly LabelScores[]): number {
  return new Set(scores.flatMap(({ inter, intra }) => [...inter.byCase.keys(), ...intra.byCase.keys()])).size;
}

function smallStudyWarnings(study: StudyScores, scores: readonly LabelScores[]): Warning[] {
  const warnings: Warning[] = [];
  const cases = casesWithValues(scores);
  if (cases < fewCases) {
    warnings.push(ofStudy("W-SMALLN", fewCasesMessage(cases, studyUnits(study).length)));
  }
  const raters = new Set(scores.flatMap((entry) => [...entry.comparedRaters, ...entry.repeatingRaters])).size;
  if (raters > 0 && raters < fewRaters) {
    const these = raters === 1 ? "this rater" : "these raters";
    warnings.push(
      ofStudy(
        "W-SMALLN",
        `${onlyOf(raters, study.raters.length, "rater")} (fewer than ${fewRaters}): the intervals hold for ${these}; nothing can be said about raters like ${raters === 1 ? "this one" : "these"}.`,
      ),
    );
  }
  return warnings;
}

/** @param all how many there are. */
function fewCasesMessage(cases: number, all: number): string {
  const consequence =
    cases < 2
      ? "an interval needs at least two, so none is given"
      : "the intervals are wide, and one unusual case can move them";
  return `${onlyOf(cases, all, "case")} (fewer than ${fewCases}): ${consequence}.`;
}

function onlyOf(used: number, all: number, noun: string): string {
  if (used >= all) return `There ${used === 1 ? "is" : "are"} only ${plural(used, noun)}`;
  const count = used === 0 ? "None" : `Only ${used}`;
  return `${count} of ${plural(all, noun)} gave a value`;
}

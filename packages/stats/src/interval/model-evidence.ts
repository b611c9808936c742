import {
  type PairedDifference,
  pairedDifference,
  pairedDifferenceOfRandomRaters,
  pairedValues,
} from "../inference/paired.ts";
import type { CaseSeries } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { similaritySign } from "../scores/metric-traits.ts";
import type { Consensus } from "../scores/study-scores.ts";
import { leaveOneOut, modelAgainstConsensus } from "./consensus.ts";
import { interRater, interRaterOf, intraRater, intraRaterOf, modelAgainstRaters } from "./reliability.ts";

/**
 * Reference that a model is judged against, and with it the bounds that apply (docs/methods/placing-models.md: always of the same
 * type):
 * - `raters`: mean of its scores against each rater, compared with inter and intra;
 * - one rater r: its score against r, compared with inter|r and intra|r;
 * - consensus: its score against leave-one-out consensuses, compared with that of the rater left out; no upper bound.
 */
export type ReferenceType =
  | "raters"
  | { readonly rater: string }
  | { readonly consensus: readonly Consensus[] };

/** Paired differences in terms of similarity; null where there is nothing to compare. */
export interface Differences {
  /** Model - inter. */
  readonly lower: PairedDifference | null;
  /** Model - intra. */
  readonly upper: PairedDifference | null;
  /** intra - inter. */
  readonly width: PairedDifference | null;
}

/** A model's case values beside the bounds that apply to its reference. */
export interface ModelEvidence {
  readonly scores: LabelScores;
  readonly series: CaseSeries;
  /** The bounds of this reference: all raters, or inter|r and intra|r, or leave-one-out consensus. */
  readonly inter: CaseSeries;
  readonly intra: CaseSeries;
  readonly fixedRaters: Differences;
  /** Raters and cases random. Null where the reference is one rater or a consensus. */
  readonly randomRaters: Differences | null;
}

export function modelEvidence(
  model: string,
  scores: LabelScores,
  raters: readonly string[],
  reference: ReferenceType,
): ModelEvidence {
  const all = seriesFor(model, scores, raters, reference);
  const sign = similaritySign(scores.metric);
  const fixedRaters = differences((first, second) => {
    const [a, b] = [all[first], all[second]];
    return pairedDifference(a, b, sign);
  });
  return {
    scores,
    series: all.model,
    inter: all.inter,
    intra: all.intra,
    fixedRaters,
    randomRaters: reference === "raters" ? ofRandomRaters(model, scores, raters) : null,
  };
}

interface EvidenceSeries {
  readonly model: CaseSeries;
  readonly inter: CaseSeries;
  readonly intra: CaseSeries;
}

function differences(
  between: (first: keyof EvidenceSeries, second: keyof EvidenceSeries) => PairedDifference | null,
): Differences {
  return {
    lower: between("model", "inter"),
    upper: between("model", "intra"),
    width: between("intra", "inter"),
  };
}

function ofRandomRaters(model: string, scores: LabelScores, raters: readonly string[]): Differences {
  const sign = similaritySign(scores.metric);
  const known = raters.filter(
    (rater) => scores.comparedRaters.includes(rater) || scores.repeatingRaters.includes(rater),
  );
  const cache = new Map<string, EvidenceSeries>();
  const seriesOf = (some: readonly string[]) => {
    const key = some.join("\u0000");
    const found = cache.get(key) ?? seriesFor(model, scores, some, "raters");
    cache.set(key, found);
    return found;
  };
  return differences((first, second) =>
    pairedDifferenceOfRandomRaters(known, (some) => {
      const series = seriesOf(some);
      return pairedValues(series[first], series[second], sign);
    }),
  );
}

function seriesFor(
  model: string,
  scores: LabelScores,
  raters: readonly string[],
  reference: ReferenceType,
): EvidenceSeries {
  const { tensor, independent } = scores;
  if (reference === "raters") {
    return {
      model: modelAgainstRaters(tensor, model, raters),
      inter: interRater(tensor, raters, independent),
      intra: intraRater(tensor, raters),
    };
  }
  if ("rater" in reference) {
    return {
      model: modelAgainstRaters(tensor, model, [reference.rater]),
      inter: interRaterOf(tensor, raters, reference.rater, independent),
      intra: intraRaterOf(tensor, reference.rater),
    };
  }
  return {
    model: modelAgainstConsensus(tensor, model, reference.consensus),
    inter: leaveOneOut(tensor, reference.consensus),
    intra: intraRater(tensor, []),
  };
}

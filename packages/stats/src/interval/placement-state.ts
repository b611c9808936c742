import type { LeakSuspicion } from "./leak/leak-suspicions.ts";

export type PlacementState =
  | "NOT_PLACED"
  | "CONTRADICTORY"
  | "INCONCLUSIVE"
  | "BELOW"
  | "AT_LOWER"
  | "AT_UPPER"
  | "ABOVE_INTRA"
  | "LEAK_SUSPECTED"
  | "INSIDE"
  | "ABOVE_INTER"
  | "BELOW_INTRA";

/**
 * Position of a model with respect to one bound, by the 95 % interval of its paired differences:
 * below or above it, `at` if the interval contains zero, `unknown` if there are too few cases (fewer than three),
 * `absent` if the bound does not exist.
 */
export type Position = "below" | "at" | "above" | "unknown" | "absent";

export interface Evidence {
  /** Against inter-rater agreement, in terms of similarity. */
  readonly lower: Position;
  /** Against intra-rater agreement, in terms of similarity. */
  readonly upper: Position;
  /** Finding of the leak rule; null: none. */
  readonly leak?: LeakSuspicion | null;
  /** Intra-rater is below inter-rater agreement, by the 95 % interval of their paired differences. */
  readonly boundsInverted: boolean;
  /** The model was made from the masks of every rater. */
  readonly isDerivedFromAll?: boolean;
  /** Cases that would be needed to tell the two bounds apart for this model; null if none can be given. */
  readonly casesNeeded: number | null;
  /**
   * Scores of a perfect model and of one that copies a rater's style by the noise model, as text; null: not known.
   */
  readonly modelScores?: { readonly truth: string; readonly ceiling: string } | null | undefined;
  /** Result of the test of equivalence with the raters, as text; null: not tested. */
  readonly equivalence?: string | null;
}

interface PlacementRule {
  readonly state: PlacementState;
  readonly when: (evidence: Evidence) => boolean;
  readonly text: (evidence: Evidence) => string;
}

/**
 * docs/methods/placing-models.md as data. The first rule that matches decides, so the order is the precedence: what
 * makes the question void (no value, inverted bounds, too few cases) comes before any answer, then the bounds from
 * below. Every combination of positions is met by a rule.
 *
 * ABOVE_INTER and BELOW_INTRA are for studies in which one bound is missing: the other side cannot be told.
 */
export const placementRules: readonly PlacementRule[] = [
  {
    state: "NOT_PLACED",
    when: ({ lower, upper }) => lower === "absent" && upper === "absent",
    text: ({ isDerivedFromAll }) =>
      isDerivedFromAll
        ? "Not placed: it was made from the masks of every rater, so there is none that it is independent of."
        : "Not placed: no case has both a score of this model and an agreement between annotations.",
  },
  {
    state: "CONTRADICTORY",
    when: ({ lower, upper, boundsInverted }) => boundsInverted || (lower === "below" && upper === "above"),
    text: () =>
      "The bounds are inverted: raters agree with each other more than with their own repeats, so there is no interval to place a model in.",
  },
  {
    state: "LEAK_SUSPECTED",
    when: ({ leak }) => !!leak,
    text: ({ leak }) => leakText(leak!),
  },
  {
    state: "INCONCLUSIVE",
    when: ({ lower, upper }) =>
      lower === "unknown" || (upper === "unknown" && lower !== "below") || (lower === "at" && upper === "at"),
    text: inconclusiveText,
  },
  {
    state: "BELOW",
    when: ({ lower }) => lower === "below",
    text: () => "Worse than inter-rater agreement: room to improve against this reference.",
  },
  {
    state: "AT_LOWER",
    when: ({ lower }) => lower === "at",
    text: ({ equivalence }) =>
      `Compatible with inter-rater agreement.${equivalence ? ` ${equivalence}` : ""}`,
  },
  {
    state: "AT_UPPER",
    when: ({ upper }) => upper === "at",
    text: () => "Compatible with intra-rater agreement.",
  },
  {
    state: "ABOVE_INTRA",
    when: ({ upper }) => upper === "above",
    text: ({ modelScores }) =>
      `Better than intra-rater agreement. The PGT paper reads this as fitting annotation noise; ${
        modelScores
          ? `under the fitted noise model (this project's derivation) a perfect model would score ${modelScores.truth} and a model copying this style ${modelScores.ceiling}`
          : "intra-rater agreement compares two noisy annotations and the truth itself can score higher"
      }, so this alone does not prove it.`,
  },
  {
    state: "INSIDE",
    when: ({ lower, upper }) => lower === "above" && upper === "below",
    text: () => "Inside the PGT interval.",
  },
  {
    state: "ABOVE_INTER",
    when: ({ lower }) => lower === "above",
    text: () =>
      "Better than inter-rater agreement. There are no repeats by the same rater to compare with, so no upper bound: whether this is inside the PGT interval or better than it cannot be told.",
  },
  {
    state: "BELOW_INTRA",
    when: ({ upper }) => upper === "below",
    text: () =>
      "Worse than intra-rater agreement. There is no agreement between raters to compare with, so no lower bound: whether this is inside the PGT interval or worse than it cannot be told.",
  },
];

/** The first rule of `placementRules` that the evidence meets. */
export function placementState(evidence: Evidence): {
  readonly state: PlacementState;
  readonly text: string;
} {
  const rule = placementRules.find(({ when }) => when(evidence))!;
  return { state: rule.state, text: rule.text(evidence) };
}

function leakText({ rater, finding, n, metric }: LeakSuspicion): string {
  const closer =
    finding === "half"
      ? "closer to it than half the distance between that annotation and the repeat, which on average no model without access to it can be"
      : "closer to it than to the repeat, though the two sessions do not differ in volume";
  return `Suspected of having seen the annotation of ${rater} that it is judged on: over ${n} cases it lies ${closer} (${metric}, one-sided 2.5 %, this project's derivation). Check leakage, test-set selection, shared pre-annotation.`;
}

function inconclusiveText({ lower, upper, casesNeeded }: Evidence): string {
  if (lower === "unknown" || upper === "unknown") {
    return "Inconclusive: fewer than three cases can be compared with a bound, and nothing is claimed from so few.";
  }
  const advice =
    casesNeeded === null
      ? "at the spread seen here, no practicable number of cases would tell it from either"
      : `about ${casesNeeded} cases would be needed at the spread seen here`;
  return `Inconclusive: the interval of this model spans both bounds; ${advice}.`;
}

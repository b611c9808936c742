import { type CaseSeries, mean, meanInterval, modelAgainstRaters } from "@pgt/stats";
import type { Entry } from "./study-view.ts";

/** A model against one rater, beside the same model against the others. */
export interface StyleFit {
  readonly model: string;
  readonly rater: string;
  /** Mean over cases of the model's score against this rater. */
  readonly own: number;
  /** The same against the other raters, mean over raters within a case. */
  readonly others: number;
  /** Mean of paired differences, own minus others, and its 95 % interval; positive is closer to this rater. */
  readonly gain: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

const anyValue: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/**
 * How much closer each model is to one rater than to the others (docs/methods/placing-models.md): a model that has
 * learned one rater's style stands out, without any truth. On cases that have both.
 */
export function styleFits({ scores, bound, models }: Entry, raters: readonly string[]): StyleFit[] {
  if (scores === null || raters.length < 2) return [];
  const sign = bound.direction === "higher" ? 1 : -1;
  return models.flatMap(({ model }) =>
    raters.flatMap((rater) => {
      const own = modelAgainstRaters(scores.tensor, model, [rater]);
      const rest = raters.filter((other) => other !== rater);
      return fit(own, modelAgainstRaters(scores.tensor, model, rest), sign).map((values) => ({
        model,
        rater,
        ...values,
      }));
    }),
  );
}

function fit(own: CaseSeries, others: CaseSeries, sign: number): Omit<StyleFit, "model" | "rater">[] {
  const both = [...own.byCase].flatMap(([id, value]) => {
    const other = others.byCase.get(id);
    return other === undefined ? [] : [[value, other] as const];
  });
  if (both.length === 0) return [];
  const gains = both.map(([value, other]) => sign * (value - other));
  return [
    {
      own: mean(both.map(([value]) => value)),
      others: mean(both.map(([, other]) => other)),
      gain: mean(gains),
      ...meanInterval(gains, anyValue),
      n: both.length,
    },
  ];
}

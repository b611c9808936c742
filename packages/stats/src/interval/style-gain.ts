import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import type { CaseSeries } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { similaritySign } from "../scores/metric-traits.ts";
import { modelAgainstRaters } from "./reliability.ts";

/** A model against one rater, beside the same model against the others. */
export interface StyleGain {
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
 * Gain of each model in closeness to one rater over the others (docs/methods/placing-models.md): a model that has
 * learned one rater's style stands out, without any truth. On cases that have both.
 */
export function styleGains(
  { tensor, metric }: Pick<LabelScores, "tensor" | "metric">,
  models: readonly string[],
  raters: readonly string[],
): StyleGain[] {
  if (raters.length < 2) return [];
  const sign = similaritySign(metric);
  return models.flatMap((model) =>
    raters.flatMap((rater) => {
      const own = modelAgainstRaters(tensor, model, [rater]);
      const rest = raters.filter((other) => other !== rater);
      return fit(own, modelAgainstRaters(tensor, model, rest), sign).map((values) => ({
        model,
        rater,
        ...values,
      }));
    }),
  );
}

function fit(own: CaseSeries, others: CaseSeries, sign: number): Omit<StyleGain, "model" | "rater">[] {
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

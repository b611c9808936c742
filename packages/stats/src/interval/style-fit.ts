import { mean } from "../inference/descriptive.ts";
import { type CaseSeries, caseSeries } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { similaritySign } from "../scores/metric-traits.ts";

/**
 * Place of an entity between one rater and the others (docs/methods/placing-models.md, this project's derivation).
 * Along the checkpoints of a model, agreement with the rater that rises while agreement with the others falls is
 * evidence, without any truth, that the model learns this rater's style or noise.
 */
export interface StyleFitPoint {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly entity: string;
  readonly role: "model" | "rater";
  /** The rater on the x axis. */
  readonly rater: string;
  /** Mean agreement with that rater, in the metric's unit, over the cases that have both. */
  readonly withRater: number;
  /** Mean agreement with all other raters. */
  readonly withOthers: number;
  readonly n: number;
}

/**
 * Models in the order given against every rater, and raters themselves for comparison (these from three raters on).
 */
export function styleFit(
  scores: readonly LabelScores[],
  raters: readonly string[],
  models: readonly string[],
): StyleFitPoint[] {
  const entities = [
    ...models.map((entity) => ({ entity, role: "model" as const })),
    ...raters.map((entity) => ({ entity, role: "rater" as const })),
  ];
  return scores.flatMap((entry) =>
    raters.flatMap((rater) =>
      entities.flatMap(({ entity, role }) => {
        if (entity === rater) return [];
        const others = raters.filter((other) => other !== rater && other !== entity);
        const against = (some: readonly string[]) =>
          caseSeries(
            entry.tensor,
            some.map((other) => [entity, other] as const),
          );
        const point = commonMeans(against([rater]), against(others));
        if (point === null) return [];
        const { label, name, metric } = entry;
        return [{ label, name, metric: metric.key, entity, role, rater, ...point }];
      }),
    ),
  );
}

function commonMeans(x: CaseSeries, y: CaseSeries) {
  const common = [...x.byCase.keys()].filter((id) => y.byCase.has(id));
  if (common.length === 0) return null;
  return {
    withRater: mean(common.map((id) => x.byCase.get(id)!)),
    withOthers: mean(common.map((id) => y.byCase.get(id)!)),
    n: common.length,
  };
}

/**
 * Style-fit index: least-squares slope of agreement with the others on agreement with the rater over the last
 * `count` points (checkpoints in order of training). Below 0, with agreement with the rater still rising: style is
 * learned. `risesWithRater` says whether it rises. Null for fewer than two points, or without spread along x.
 */
export function styleFitIndex(
  points: readonly StyleFitPoint[],
  metric: LabelScores["metric"],
  count = 5,
): { readonly slope: number; readonly risesWithRater: boolean } | null {
  const last = points.slice(-count);
  if (last.length < 2) return null;
  const [x, y] = [last.map(({ withRater }) => withRater), last.map(({ withOthers }) => withOthers)];
  const [centreX, centreY] = [mean(x), mean(y)];
  const squares = x.reduce((sum, value) => sum + (value - centreX) ** 2, 0);
  if (squares === 0) return null;
  const products = x.reduce((sum, value, i) => sum + (value - centreX) * (y[i] - centreY), 0);
  return {
    slope: products / squares,
    risesWithRater: similaritySign(metric) * (x[x.length - 1] - x[0]) > 0,
  };
}

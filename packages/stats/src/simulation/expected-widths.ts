import { createRandom, type Random } from "@pgt/metrics";
import { mean, quantile } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import { defaultLevel, type Interval } from "../inference/interval-options.ts";
import { randomRatersInterval } from "../interval/random-raters.ts";
import { bracketIntervals } from "../noise/bracket-intervals.ts";
import { caseValues } from "../scores/case-series.ts";
import { agreementRange, type MetricTraits, similaritySign } from "../scores/metric-traits.ts";
import { interSeriesOf, intraSeriesOf, raterNames } from "./polar-study.ts";
import type { InterComponents, IntraComponents } from "./score-components.ts";
import { type ScoreDesign, simulateInter, simulateIntra } from "./simulated-scores.ts";

/** Width of an interval, mean over simulated studies, and between which widths 8 of 10 of them lie. */
export interface ExpectedWidth {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Widths of the two intervals of docs/methods/confidence-intervals.md; null: not estimable with this design, or from
 * this study.
 */
export interface ReliabilityWidths {
  readonly fixedRaters: ExpectedWidth | null;
  readonly randomRaters: ExpectedWidth | null;
}

export interface DesignWidths {
  readonly inter: ReliabilityWidths;
  readonly intra: ReliabilityWidths;
  /**
   * The tool's own interval of the Peak Ground Truth (docs/methods/noise-model.md, this project's derivation):
   * "raters like these" from three raters on, with two "these raters"; without repeats up to the truth's score
   * without bias. Null where the noise model says nothing.
   */
  readonly pgt: ExpectedWidth | null;
}

export interface WidthOptions {
  readonly replicates: number;
  readonly seed: number;
  readonly stream: number;
  readonly level?: number;
}

/**
 * Simulates tables of scores of a design from variance components, and gives each the intervals that the study would
 * get. The components themselves are taken as known.
 */
export function expectedWidths(
  metric: MetricTraits,
  components: { readonly inter: InterComponents | null; readonly intra: IntraComponents | null },
  design: ScoreDesign,
  { replicates, seed, stream, level = defaultLevel }: WidthOptions,
): DesignWidths {
  const range = agreementRange(metric);
  const found = Array.from({ length: replicates }, (_, replicate) => {
    const random = createRandom(seed, stream * 2 ** 20 + replicate);
    const inter = interReliability(components.inter, design, range, level, random);
    const intra = intraReliability(components.intra, design, range, level, random);
    return { inter, intra, pgt: inter && ownInterval(metric, inter, intra) };
  });
  const widthOf = (select: (one: (typeof found)[number]) => Interval | null | undefined) =>
    summary(found.map((one) => widthOfInterval(select(one))));
  return {
    inter: {
      fixedRaters: widthOf(({ inter }) => inter?.fixedRaters),
      randomRaters: widthOf(({ inter }) => inter?.randomRaters),
    },
    intra: {
      fixedRaters: widthOf(({ intra }) => intra?.fixedRaters),
      randomRaters: widthOf(({ intra }) => intra?.randomRaters),
    },
    pgt: widthOf(({ pgt }) => pgt),
  };
}

interface SimulatedReliability {
  readonly estimate: number;
  readonly fixedRaters: Interval;
  readonly randomRaters: Interval | null;
}

function interReliability(
  components: InterComponents | null,
  design: ScoreDesign,
  range: readonly [number, number],
  level: number,
  random: Random,
): SimulatedReliability | null {
  if (components === null || design.raters < 2) return null;
  const table = simulateInter(components, design, range, random);
  const isKnown = components.rater !== null;
  return reliability(interSeriesOf(table, design.raters), design.raters, isKnown, range, level);
}

function intraReliability(
  components: IntraComponents | null,
  design: ScoreDesign,
  range: readonly [number, number],
  level: number,
  random: Random,
): SimulatedReliability | null {
  if (components === null || design.sessions < 2 || design.repeating < 1) return null;
  const table = simulateIntra(components, design, range, random);
  return reliability(intraSeriesOf(table), design.repeating, components.rater !== null, range, level);
}

function reliability(
  seriesOf: ReturnType<typeof intraSeriesOf>,
  raters: number,
  isRaterKnown: boolean,
  range: readonly [number, number],
  level: number,
): SimulatedReliability {
  const names = raterNames(raters);
  const values = caseValues(seriesOf(names));
  return {
    estimate: mean(values),
    fixedRaters: meanInterval(values, range, { level }),
    randomRaters: isRaterKnown ? randomRatersInterval(names, seriesOf, range, level) : null,
  };
}

/** Interval like the bound's `corrected`: without repeats its better end is the truth's score without bias. */
function ownInterval(
  metric: MetricTraits,
  inter: SimulatedReliability,
  intra: SimulatedReliability | null,
): Interval {
  const estimate = (one: SimulatedReliability) => ({
    estimate: one.estimate,
    ...(one.randomRaters ?? one.fixedRaters),
  });
  const { i2, i4 } = bracketIntervals({ metric, inter: estimate(inter), intra: estimate(intra ?? inter) });
  const better = intra === null ? i2 : i4;
  return similaritySign(metric) === 1
    ? { low: i4.low, high: better.high }
    : { low: better.low, high: i4.high };
}

function widthOfInterval(interval: Interval | null | undefined): number | null {
  if (!interval || interval.low === null || interval.high === null) return null;
  return Math.max(0, interval.high - interval.low);
}

function summary(widths: readonly (number | null)[]): ExpectedWidth | null {
  const known = widths.filter((width) => width !== null);
  if (known.length < widths.length || known.length === 0) return null;
  return { mean: mean(known), low: quantile(known, 0.1), high: quantile(known, 0.9) };
}

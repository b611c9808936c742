import { createRandom, type Random } from "@pgt/metrics";
import { mean, quantile } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import { defaultLevel, type Interval } from "../inference/interval-options.ts";
import { randomRatersInterval } from "../interval/random-raters.ts";
import { randomRatersIntervals } from "../joint-noise/joint-noise.ts";
import { type ScaledMetric, scaledMetric } from "../joint-noise/label-noise-model.ts";
import { caseValues } from "../scores/case-series.ts";
import { agreementRange, type MetricTraits } from "../scores/metric-traits.ts";
import { interSeriesOf, intraSeriesOf, polarStructure, raterNames } from "./polar-study.ts";
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
   * The tool's own interval of the Peak Ground Truth for raters like these (docs/methods/joint-noise-model.md, this
   * project's derivation), from this structure alone. Null where the noise model says nothing.
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
  const scaled = scaledMetric(metric);
  const found = Array.from({ length: replicates }, (_, replicate) => {
    const random = createRandom(seed, stream * 2 ** 20 + replicate);
    const inter = interReliability(components.inter, design, range, level, random);
    const intra = intraReliability(components.intra, design, range, level, random);
    return { inter, intra };
  });
  const own =
    scaled === null || components.inter === null
      ? [null]
      : found
          .slice(0, mostOwnIntervals)
          .map(({ inter, intra }) => inter && ownInterval(scaled, inter.table, intra?.table ?? []));
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
    pgt: summary(own.map(widthOfInterval)),
  };
}

/** Studies that the joint noise model, the slowest of the intervals, is computed of. */
const mostOwnIntervals = 100;

interface SimulatedReliability {
  /** Agreement at [case][pair of raters], or at [case][rater]. */
  readonly table: readonly (readonly number[])[];
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
  const seriesOf = interSeriesOf(table, design.raters);
  return { table, ...intervals(seriesOf, design.raters, isKnown, range, level) };
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
  const isKnown = components.rater !== null;
  return { table, ...intervals(intraSeriesOf(table), design.repeating, isKnown, range, level) };
}

function intervals(
  seriesOf: ReturnType<typeof intraSeriesOf>,
  raters: number,
  isRaterKnown: boolean,
  range: readonly [number, number],
  level: number,
): Omit<SimulatedReliability, "table"> {
  const names = raterNames(raters);
  return {
    fixedRaters: meanInterval(caseValues(seriesOf(names)), range, { level }),
    randomRaters: isRaterKnown ? randomRatersInterval(names, seriesOf, range, level) : null,
  };
}

/** The bound's `corrected` interval, from this structure alone: other structures may make it narrower. */
function ownInterval(
  { scale, toScale, fromScale }: ScaledMetric,
  inter: SimulatedReliability["table"],
  intra: SimulatedReliability["table"],
): Interval | null {
  const scores = polarStructure(inter, intra, toScale);
  const [found] = randomRatersIntervals([{ scale, ...scores, mmPerUnit: null }]);
  return found && { low: fromScale(found.low!), high: fromScale(found.high!) };
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

import type { Random } from "@pgt/metrics";
import type { StructureScores } from "../joint-noise/joint-noise-types.ts";
import type { CaseSeries } from "../scores/case-series.ts";
import {
  drawAnnotation,
  drawStyle,
  drawTruth,
  newOutline,
  type Outline,
  type PolarNoise,
  polarOverlap,
} from "./polar-annotators.ts";

export interface PolarDesign {
  readonly raters: number;
  readonly sessions: number;
  readonly cases: number;
}

/** Agreement in a study of known truth; pairs of raters in the order (0,1), (0,2) ... (1,2) ... */
export interface PolarScores {
  /** Mean over session pairs, at [case][pair of raters]. */
  readonly inter: readonly (readonly number[])[];
  /** Mean over pairs of sessions of one rater, at [case][rater]; empty lists for one session. */
  readonly intra: readonly (readonly number[])[];
}

/** Arrays of one case while it is simulated; overwritten by the next. */
export interface PolarCase {
  readonly truth: Outline;
  /** [rater][session] */
  readonly annotations: readonly (readonly Outline[])[];
  /** The noise that each annotation was drawn with. */
  readonly noises: readonly (readonly Outline[])[];
  readonly styles: readonly Outline[];
}

/**
 * Simulates a study (docs/methods/simulation.md, stage P); `visit` sees every case and its agreement before the next
 * is drawn.
 */
export function simulatePolarStudy(
  { raters, sessions, cases }: PolarDesign,
  noise: PolarNoise,
  random: Random,
  visit?: (one: PolarCase, inter: readonly number[], intra: readonly number[]) => void,
): PolarScores {
  const outlines = (count: number) => Array.from({ length: count }, newOutline);
  const truth = newOutline();
  const styles = outlines(raters);
  const annotations = styles.map(() => outlines(sessions));
  const noises = styles.map(() => outlines(sessions));
  for (const style of styles) drawStyle(random, noise.tau, style);
  const scores: { inter: number[][]; intra: number[][] } = { inter: [], intra: [] };
  for (let i = 0; i < cases; i++) {
    drawTruth(random, truth);
    for (const [k, style] of styles.entries()) {
      for (const [s, into] of annotations[k].entries()) {
        drawAnnotation(random, truth, style, noise, noises[k][s], into);
      }
    }
    const inter = raterPairs(raters).map(([k, l]) => meanOverlap(annotations[k], annotations[l]));
    const intra = sessions < 2 ? [] : annotations.map(meanOwnOverlap);
    visit?.({ truth, annotations, noises, styles }, inter, intra);
    scores.inter.push(inter);
    scores.intra.push(intra);
  }
  return scores;
}

/** Unordered pairs of `count` raters. */
export function raterPairs(count: number): (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  for (let k = 0; k < count; k++) for (let l = k + 1; l < count; l++) pairs.push([k, l]);
  return pairs;
}

function meanOverlap(first: readonly Outline[], second: readonly Outline[]): number {
  let sum = 0;
  for (const a of first) for (const b of second) sum += polarOverlap(a, b);
  return sum / (first.length * second.length);
}

function meanOwnOverlap(sessions: readonly Outline[]): number {
  let sum = 0;
  const pairs = raterPairs(sessions.length);
  for (const [s, u] of pairs) sum += polarOverlap(sessions[s], sessions[u]);
  return sum / pairs.length;
}

/** Case means over some columns of a complete table, as the statistics of a score table take them. */
export function columnSeries(table: readonly (readonly number[])[], columns: readonly number[]): CaseSeries {
  const byCase = new Map<string, number>();
  for (const [i, values] of table.entries()) {
    let sum = 0;
    for (const column of columns) sum += values[column];
    byCase.set(String(i), sum / columns.length);
  }
  const used = table.length * columns.length;
  return {
    byCase: columns.length === 0 ? new Map() : byCase,
    pairs: columns.length,
    comparisons: { used, expected: used },
    substituted: 0,
    undefined: {},
  };
}

/** `seriesOf` of a rater-level jackknife over a table of rater pairs, raters named by their index. */
export function interSeriesOf(table: readonly (readonly number[])[], raters: number) {
  const pairs = raterPairs(raters);
  return (some: readonly string[]): CaseSeries => {
    const kept = new Set(some);
    const columns = pairs.flatMap(([k, l], column) =>
      kept.has(String(k)) && kept.has(String(l)) ? [column] : [],
    );
    return columnSeries(table, columns);
  };
}

/** The same for a table of one column per rater. */
export function intraSeriesOf(table: readonly (readonly number[])[]) {
  return (some: readonly string[]): CaseSeries => columnSeries(table, some.map(Number));
}

/** A complete table of agreement as the joint noise model takes it, raters named by their index. */
export function polarStructure(
  inter: PolarScores["inter"],
  intra: PolarScores["intra"],
  toScale: (value: number) => number = (value) => value,
): Pick<StructureScores, "pairs" | "repeats"> {
  const count = raterCount(inter[0]?.length ?? 0);
  const columns = raterPairs(count);
  return {
    pairs: inter.flatMap((values, i) =>
      columns.map(([k, l], at) => ({
        case: String(i),
        a: String(k),
        b: String(l),
        value: toScale(values[at]),
      })),
    ),
    repeats: intra.flatMap((values, i) =>
      values.map((value, k) => ({ case: String(i), rater: String(k), value: toScale(value) })),
    ),
  };
}

/** Raters that have so many pairs. */
function raterCount(pairs: number): number {
  return Math.round((1 + Math.sqrt(1 + 8 * pairs)) / 2);
}

export function raterNames(count: number): string[] {
  return Array.from({ length: count }, (_, k) => String(k));
}

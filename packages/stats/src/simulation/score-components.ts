import { mean, sampleSd } from "../inference/descriptive.ts";
import { caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { type PairScore, pairKey } from "../scores/tensor.ts";
import { momentComponents } from "./moment-components.ts";
import { styleComponents } from "./style-components.ts";

/**
 * Variances of the parts that agreement between raters k and l on a case is made of, in squared units of the metric.
 */
export interface InterComponents {
  readonly mean: number;
  /** Variance of a case, whoever annotates it. */
  readonly case: number;
  /** Variance of a rater, in every case and with every other rater. Null: two raters and no repeats say nothing of it. */
  readonly rater: number | null;
  /** Variance of a pair of raters, besides what both bring; known or unknown as `rater` is. */
  readonly pair: number | null;
  /** Variance of a rater in a case, the same in every session. */
  readonly caseRater: number;
  /** Variance of a pair in a case, the same in every session. */
  readonly casePair: number;
  /** Variances of one annotation, and of one comparison. */
  readonly session: number;
  readonly comparison: number;
  /** Source of `rater` and `pair`. */
  readonly source: "scores" | "noise model" | "none";
}

/** Variances of the parts of a rater's agreement with the own repeat. */
export interface IntraComponents {
  readonly mean: number;
  readonly case: number;
  /** Null: repeats of one rater only. */
  readonly rater: number | null;
  /** Variance of one annotation; a comparison of two has twice this. */
  readonly session: number;
}

/** More values than this are thinned, by whole cases: the moments take their square. */
const mostValues = 2500;

/** Agreement of one pair of raters (or one rater and the own repeats) on one case, mean over sessions. */
interface Cell {
  readonly unit: string;
  readonly k: string;
  readonly l: string;
  readonly value: number;
  readonly scores: readonly PairScore[];
}

/**
 * Components of inter-rater agreement, by moments. Of three raters the part of a rater cannot be told from that of a
 * pair: a third of what they are together is taken as the rater's, as holds for squared differences of normal
 * displacements. Of two raters with repeats both follow from the noise model (docs/methods/noise-model.md).
 */
export function interComponents(scores: LabelScores, sessions: number): InterComponents | null {
  const { comparedRaters: raters, independent } = scores;
  const pairs = raters.flatMap((k, at) => raters.slice(at + 1).map((l) => [k, l] as const));
  const cells = cellsOf(
    scores,
    pairs.filter(([k, l]) => independent(k, l)),
  );
  if (cells.length < 2) return null;
  const values = cells.map(({ value }) => value);
  const { session, comparison } = sessionComponents(cells);
  const between = betweenRaters(scores, cells, raters.length);
  const ofSessions = { rater: session / sessions, pair: comparison / sessions ** 2 };
  const rest =
    raters.length === 2
      ? { case: Math.max(0, between.case - 2 * ofSessions.rater - ofSessions.pair) }
      : {
          caseRater: Math.max(0, between.caseRater - ofSessions.rater),
          casePair: Math.max(0, between.casePair - ofSessions.pair),
        };
  const found = { ...between, ...rest, mean: mean(values), session, comparison };
  return scaledToCases(found, caseValues(scores.inter), raters.length, sessions);
}

/**
 * Components below 0 were set to 0, which makes the others add up to too much: those of cases are scaled so that case
 * means vary as they do in the study, and its present interval is met.
 */
function scaledToCases(
  found: InterComponents,
  caseMeans: readonly number[],
  raters: number,
  sessions: number,
): InterComponents {
  const ofRater = found.caseRater + found.session / sessions;
  const ofPair = found.casePair + found.comparison / sessions ** 2;
  const expected = found.case + (4 * ofRater) / raters + (2 * ofPair) / (raters * (raters - 1));
  if (expected === 0 || caseMeans.length < 2) return found;
  const factor = sampleSd(caseMeans) ** 2 / expected;
  return {
    ...found,
    case: factor * found.case,
    caseRater: factor * found.caseRater,
    casePair: factor * found.casePair,
    session: factor * found.session,
    comparison: factor * found.comparison,
  };
}

type Between = Pick<InterComponents, "case" | "rater" | "pair" | "caseRater" | "casePair" | "source">;

function betweenRaters(scores: LabelScores, cells: readonly Cell[], raters: number): Between {
  const values = cells.map(({ value }) => value);
  const sameCase = (p: number, q: number) => (cells[p].unit === cells[q].unit ? 1 : 0);
  const shared = (p: number, q: number) => sharedRaters(cells[p], cells[q]);
  const samePair = (p: number, q: number) => (shared(p, q) === 2 ? 1 : 0);
  const same = (p: number, q: number) => (p === q ? 1 : 0);
  if (raters > 3) {
    const sharings = [
      sameCase,
      shared,
      samePair,
      (p: number, q: number) => sameCase(p, q) * shared(p, q),
      same,
    ];
    const [ofCase, rater, pair, caseRater, casePair] = momentComponents(values, sharings);
    return { case: ofCase, rater, pair, caseRater, casePair, source: "scores" };
  }
  if (raters === 3) {
    const [ofCase, pair, casePair] = momentComponents(values, [sameCase, samePair, same]);
    return {
      case: Math.max(0, ofCase - casePair / 3),
      rater: pair / 3,
      pair: (2 * pair) / 3,
      caseRater: casePair / 3,
      casePair: (2 * casePair) / 3,
      source: "scores",
    };
  }
  const [total] = momentComponents(values, [same]);
  const style = styleComponents(scores);
  const parts = { rater: style?.rater ?? null, pair: style?.pair ?? null };
  return {
    case: total,
    ...parts,
    caseRater: 0,
    casePair: 0,
    source: style === null ? "none" : "noise model",
  };
}

export function intraComponents(scores: LabelScores, sessions: number): IntraComponents | null {
  const raters = scores.repeatingRaters;
  const cells = cellsOf(
    scores,
    raters.map((rater) => [rater, rater] as const),
  );
  if (cells.length < 2) return null;
  const values = cells.map(({ value }) => value);
  const sameCase = (p: number, q: number) => (cells[p].unit === cells[q].unit ? 1 : 0);
  const sameRater = (p: number, q: number) => (cells[p].k === cells[q].k ? 1 : 0);
  const same = (p: number, q: number) => (p === q ? 1 : 0);
  if (raters.length === 1) {
    const [total] = momentComponents(values, [same]);
    return { mean: mean(values), case: 0, rater: null, session: (total * sessions) / 4 };
  }
  const [ofCase, rater, rest] = momentComponents(values, [sameCase, sameRater, same]);
  const expected = ofCase + rest / raters.length;
  const caseMeans = caseValues(scores.intra);
  const factor = expected === 0 || caseMeans.length < 2 ? 1 : sampleSd(caseMeans) ** 2 / expected;
  return { mean: mean(values), case: factor * ofCase, rater, session: (factor * rest * sessions) / 4 };
}

/** One cell per sampling unit and pair. */
function cellsOf({ tensor }: LabelScores, pairs: readonly (readonly [string, string])[]): Cell[] {
  const units = [...new Set(tensor.map(({ case: id, cluster = id }) => cluster))];
  const step = Math.ceil((units.length * pairs.length) / mostValues);
  const kept = new Set(units.filter((_, at) => at % step === 0));
  const cells = new Map<string, Cell>();
  for (const { case: id, cluster = id, pairs: found } of tensor) {
    if (!kept.has(cluster)) continue;
    for (const [k, l] of pairs) {
      const key = pairKey(k, l);
      const scores = (found.get(key) ?? []).filter(({ value }) => value !== null);
      if (scores.length === 0) continue;
      const all = [...(cells.get(`${cluster}\u0000${key}`)?.scores ?? []), ...scores];
      cells.set(`${cluster}\u0000${key}`, {
        unit: cluster,
        k,
        l,
        value: mean(all.map(({ value }) => value!)),
        scores: all,
      });
    }
  }
  return [...cells.values()];
}

function sharedRaters(a: Cell, b: Cell): number {
  return (a.k === b.k || a.k === b.l ? 1 : 0) + (a.l === b.k || a.l === b.l ? 1 : 0);
}

/**
 * Estimates from the four comparisons of two sessions each: differences between the sessions of one rater have the variance
 * 2 session + comparison, their interaction has 4 comparison.
 */
function sessionComponents(cells: readonly Cell[]): Pick<InterComponents, "session" | "comparison"> {
  const squares: number[] = [];
  const interactions: number[] = [];
  for (const { scores } of cells) {
    if (scores.length !== 4) continue;
    const [a, b, c, d] = scores.map(({ value }) => value!);
    squares.push(((a + b - c - d) / 2) ** 2, ((a + c - b - d) / 2) ** 2);
    interactions.push((a - b - c + d) ** 2);
  }
  if (squares.length === 0) return { session: 0, comparison: 0 };
  const comparison = mean(interactions) / 4;
  return { session: Math.max(0, (mean(squares) - comparison) / 2), comparison };
}

import type { Random } from "@pgt/metrics";
import { raterPairs } from "./polar-study.ts";
import type { InterComponents, IntraComponents } from "./score-components.ts";

/** Sizes of a study that could be made. */
export interface ScoreDesign {
  readonly raters: number;
  /** Annotations of every case by every rater. */
  readonly sessions: number;
  readonly cases: number;
  /** Raters who annotate more than once. */
  readonly repeating: number;
}

/** Agreement at [case][pair], pairs as `raterPairs` orders them, each the mean over sessions. */
export function simulateInter(
  components: InterComponents,
  { raters, sessions, cases }: ScoreDesign,
  range: readonly [number, number],
  random: Random,
): number[][] {
  const normal = (variance: number) => Math.sqrt(variance) * random.normal();
  const pairs = raterPairs(raters);
  const ofRater = Array.from({ length: raters }, () => normal(components.rater ?? 0));
  const ofPair = pairs.map(() => normal(components.pair ?? 0));
  const caseRater = components.caseRater + components.session / sessions;
  const casePair = components.casePair + components.comparison / sessions ** 2;
  return Array.from({ length: cases }, () => {
    const ofCase = components.mean + normal(components.case);
    const ofAnnotation = ofRater.map((value) => value + normal(caseRater));
    return pairs.map(([k, l], at) =>
      within(range, ofCase + ofAnnotation[k] + ofAnnotation[l] + ofPair[at] + normal(casePair)),
    );
  });
}

/** Agreement with own repeats at [case][rater]. */
export function simulateIntra(
  components: IntraComponents,
  { repeating, sessions, cases }: ScoreDesign,
  range: readonly [number, number],
  random: Random,
): number[][] {
  const normal = (variance: number) => Math.sqrt(variance) * random.normal();
  const ofRater = Array.from({ length: repeating }, () => normal(components.rater ?? 0));
  return Array.from({ length: cases }, () => {
    const ofCase = components.mean + normal(components.case);
    return ofRater.map((value) =>
      within(range, ofCase + value + normal((4 * components.session) / sessions)),
    );
  });
}

function within([low, high]: readonly [number, number], value: number): number {
  return Math.min(high, Math.max(low, value));
}

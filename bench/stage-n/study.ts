import { createRandom } from "../../packages/metrics/src/index.ts";
import { mean } from "../../packages/stats/src/inference/descriptive.ts";
import { dice, drawCase, type Mask, majority } from "./outlines.ts";

/** A mix of errors: the constant bias of rater 1, and the noise of every annotation, in pixels. */
export const conditions = {
  N1: { biasPx: 1.5, sigmaPx: 1 },
  N2: { biasPx: 0, sigmaPx: 1.5 },
  N3: { biasPx: 0.8, sigmaPx: 1 },
} as const;
export type Condition = keyof typeof conditions;

const otherBiasesPx = [-0.6, 0.3];

export interface StageNSize {
  readonly train: number;
  readonly test: number;
  /** Cases over which the ceiling is taken. */
  readonly ceiling: number;
}

export const fullSize: StageNSize = { train: 160, test: 40, ceiling: 2000 };

export interface TrainCase {
  readonly image: Float32Array<ArrayBuffer>;
  readonly first: Mask;
  readonly consensus: Mask;
}

export interface TestCase {
  readonly image: Float32Array<ArrayBuffer>;
  readonly truth: Mask;
  /** Rater by rater, session by session; the reference is the first session of the first. */
  readonly sessions: readonly (readonly [Mask, Mask])[];
}

export interface StageNStudy {
  readonly train: readonly TrainCase[];
  readonly test: readonly TestCase[];
  readonly agreement: {
    readonly inter: number;
    /** Of the reference with the other raters. */
    readonly interOfReference: number;
    readonly intra: number;
    readonly intraOfReference: number;
    /** The truth against the reference. */
    readonly pgt: number;
    /** Rater 1's own outline without noise against annotations of rater 1, over many cases. */
    readonly ceiling: number;
    /** From `intraOfReference` by the root-2 rule. */
    readonly rootTwoCeiling: number;
  };
}

/** Images, annotations and their agreement; the same condition, seed and size give the same. */
export function drawStudy(condition: Condition, seed: number, size: StageNSize): StageNStudy {
  const { biasPx, sigmaPx } = conditions[condition];
  const biases = [biasPx, ...otherBiasesPx];
  const random = createRandom(seed, Object.keys(conditions).indexOf(condition));
  const train = Array.from({ length: size.train }, (): TrainCase => {
    const { image, annotate } = drawCase(random);
    const drawn = biases.map((bias) => annotate(bias, sigmaPx));
    return { image, first: drawn[0], consensus: majority(drawn) };
  });
  const test = Array.from({ length: size.test }, (): TestCase => {
    const { image, truth, annotate } = drawCase(random);
    const session = () => biases.map((bias) => annotate(bias, sigmaPx));
    const [first, second] = [session(), session()];
    return { image, truth, sessions: biases.map((_, k) => [first[k], second[k]]) };
  });
  const overCases = (of: (one: TestCase) => readonly number[]) => mean(test.flatMap(of));
  const intraOfReference = overCases(({ sessions: [[a, b]] }) => [dice(a, b)]);
  return {
    train,
    test,
    agreement: {
      inter: overCases(({ sessions: [a, b, c] }) => [dice(a[0], b[0]), dice(a[0], c[0]), dice(b[0], c[0])]),
      interOfReference: overCases(({ sessions: [a, b, c] }) => [dice(a[0], b[0]), dice(a[0], c[0])]),
      intra: overCases(({ sessions }) => sessions.map(([a, b]) => dice(a, b))),
      intraOfReference,
      pgt: overCases(({ truth, sessions }) => [dice(truth, sessions[0][0])]),
      ceiling: mean(
        Array.from({ length: size.ceiling }, () => {
          const { annotate } = drawCase(random);
          return dice(annotate(biasPx, 0), annotate(biasPx, sigmaPx));
        }),
      ),
      rootTwoCeiling: 1 - (1 - intraOfReference) / Math.SQRT2,
    },
  };
}

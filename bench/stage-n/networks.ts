import type { NetworkEngine, TrainingOptions } from "../../packages/network/src/index.ts";
import { mean } from "../../packages/stats/src/inference/descriptive.ts";
import {
  jaccardDistance,
  type LeakFinding,
  leakFindings,
  leakTests,
} from "../../packages/stats/src/interval/leak/leak-rule.ts";
import { areaOf, dice, edge, type Mask, pixels } from "./outlines.ts";
import { type Condition, drawStudy, type StageNSize, type StageNStudy, type TestCase } from "./study.ts";

/** A checkpoint of a training, measured on the test cases. */
export interface StageNPoint {
  readonly path: "A" | "B" | "leak";
  readonly step: number;
  /** Against the reference, the first session of rater 1. */
  readonly similarity: number;
  /** Against the truth. */
  readonly truth: number;
  /** What the tool's rule for models that know the annotations they are judged on says. */
  readonly leak: LeakFinding | null;
}

export interface StageNRun {
  readonly condition: Condition;
  readonly seed: number;
  readonly agreement: StageNStudy["agreement"];
  readonly points: readonly StageNPoint[];
}

export interface StageNSteps {
  readonly scratch: number;
  readonly consensus: number;
  readonly adapted: number;
  readonly leak: number;
  /** Checkpoints of each path, at steps that grow by a constant factor. */
  readonly checkpoints: number;
}

export const fullSteps: StageNSteps = {
  scratch: 250,
  consensus: 200,
  adapted: 120,
  leak: 100,
  checkpoints: 22,
};

const rates = { scratch: 3e-3, adapted: 3e-4 };
const batchSize = 4;

/**
 * Trains a network along two paths and measures it on the way: A on rater 1 alone; B on the consensus of three raters, and
 * then on rater 1 at a tenth of the rate. A third goes on from B with the test cases and their reference: a leak.
 */
export async function runStageN(
  engine: NetworkEngine,
  condition: Condition,
  seed: number,
  size: StageNSize,
  steps: StageNSteps,
): Promise<StageNRun> {
  const study = drawStudy(condition, seed, size);
  const points: StageNPoint[] = [];
  const follow = async (
    path: StageNPoint["path"],
    of: number,
    learned: readonly { readonly image: Float32Array<ArrayBuffer>; readonly mask: Mask }[],
    options: Partial<TrainingOptions>,
  ) => {
    const wanted = logSpaced(of, steps.checkpoints);
    return engine.train({
      cases: learned.map(({ image, mask }) => ({ ...grid(1), image, labels: mask })),
      ...{ classes: [1], seed, epochs: of, batchesPerEpoch: 1, batchSize, optimizer: "adam" },
      ...(options.initial ? {} : { size: "S", patch: [edge, edge] }),
      ...options,
      onEpoch: async ({ epoch, checkpoint }) => {
        if (!wanted.has(epoch)) return;
        points.push({ path, step: epoch, ...(await measure(engine, checkpoint().weights, study.test)) });
      },
    } as TrainingOptions);
  };
  const byFirst = study.train.map(({ image, first }) => ({ image, mask: first }));
  const byConsensus = study.train.map(({ image, consensus }) => ({ image, mask: consensus }));
  const byReference = study.test.map(({ image, sessions }) => ({ image, mask: sessions[0][0] }));
  await follow("A", steps.scratch, byFirst, { learningRate: rates.scratch });
  const agreed = await engine.train({
    cases: byConsensus.map(({ image, mask }) => ({ ...grid(1), image, labels: mask })),
    ...{ classes: [1], seed, epochs: 1, batchesPerEpoch: steps.consensus, batchSize, optimizer: "adam" },
    ...{ size: "S", patch: [edge, edge], learningRate: rates.scratch },
  });
  points.push({ path: "B", step: 0, ...(await measure(engine, agreed.weights, study.test)) });
  const adapted = await follow("B", steps.adapted, byFirst, {
    initial: agreed.weights,
    learningRate: rates.adapted,
  });
  await follow("leak", steps.leak, byReference, {
    initial: adapted.weights,
    learningRate: rates.scratch,
  });
  return { condition, seed, agreement: study.agreement, points };
}

/** Steps from 1 to `last`, `count` of them before equal ones are joined. */
function logSpaced(last: number, count: number): Set<number> {
  return new Set(Array.from({ length: count }, (_, k) => Math.round(last ** (k / (count - 1)))));
}

function grid(slices: number) {
  return { shape: [edge, edge, slices] as const, spacingMm: [1, 1, 1] as const };
}

type Weights = Parameters<NetworkEngine["predict"]>[0];

/** The test cases are the slices of one volume. */
async function measure(engine: NetworkEngine, weights: Weights, test: readonly TestCase[]) {
  const image = new Float32Array(pixels * test.length);
  for (const [at, one] of test.entries()) image.set(one.image, at * pixels);
  const labels = (await engine.predict(weights, { ...grid(test.length), image })) as Mask;
  const masks = test.map((_, at) => labels.slice(at * pixels, (at + 1) * pixels));
  const [leak] = leakFindings([leakTests(test.map(({ sessions: [own] }, at) => leakCase(masks[at], own)))!]);
  return {
    similarity: mean(test.map(({ sessions }, at) => dice(masks[at], sessions[0][0]))),
    truth: mean(test.map(({ truth }, at) => dice(masks[at], truth))),
    leak,
  };
}

function leakCase(mask: Mask, [first, repeat]: readonly [Mask, Mask]) {
  const [a, b] = [areaOf(first), areaOf(repeat)];
  return {
    toFirst: jaccardDistance(dice(mask, first)),
    toRepeat: jaccardDistance(dice(mask, repeat)),
    betweenRepeats: jaccardDistance(dice(first, repeat)),
    drift: (a - b) / (a + b),
  };
}

import { expect, it } from "vitest";
import type { ExperimentResult } from "../src/experiment/result/experiment-types.ts";
import { type CaseQuality, experimentStatements } from "../src/experiment/result/statements.ts";

const qualities = { cv: 0.9, far: 0.8, box: 0.95, worse: 0.6, worst: 0.3 };
type Version = keyof typeof qualities;
const ids = ["original", ...(Object.keys(qualities) as Version[])];

interface Scores {
  readonly inDomain: (quality: number, at: number) => number;
  readonly finetuned: (quality: number, at: number) => number;
  readonly letters: (at: number) => string;
  readonly runSd: number;
}

const usual: Scores = {
  inDomain: (quality, at) => 0.3 + 0.5 * quality + 0.01 * (at % 2),
  finetuned: (_, at) => 0.8 + 0.001 * (at % 2),
  letters: () => "a",
  runSd: 0.02,
};

function resultOf(scores: Partial<Scores> = {}, metrics = ["hd95", "dice"]) {
  const { inDomain, finetuned, letters, runSd } = { ...usual, ...scores };
  const cells = (task: string, scoreOf: Scores["inDomain"]) =>
    ids.map((version, at) => ({
      ...{ task, base: "one", version, metric: "dice", runSd, letters: letters(at) },
      mean: scoreOf(qualities[version as Version] ?? 1, at),
    }));
  const versions = ids.map((version) => ({
    ...{ base: "one", version, prompted: version === "box" },
    unprompted: version === "box" ? "far" : null,
  }));
  const quality = Object.entries(qualities).map(([generator, mean]) => ({
    ...{ dataset: "one", generator, metric: "dice", mean },
  }));
  return {
    ...{ settings: { metrics }, versions, quality },
    ...{ inDomain: cells("in-domain", inDomain), finetuned: cells("other", finetuned) },
  } as unknown as ExperimentResult;
}

/** Four cases of two organs; the prompt adds so much more against the labels than against the truth. */
function casesOf(inflation: number): CaseQuality[] {
  return ["far", "box"].flatMap((version) =>
    Array.from({ length: 8 }, (_, at) => ({
      ...{ base: "one", version, case: `c${at % 4}`, metric: "dice", truth: 0.7 },
      labels: 0.8 + 0.001 * at + (version === "box" ? inflation + 0.01 * (at % 4) : 0),
    })),
  );
}

const told = (result: ExperimentResult, cases: CaseQuality[] = casesOf(0.1)) =>
  Object.fromEntries(experimentStatements(result, cases).map((one) => [one.id, one]));

it("finds the slopes that scores were made with, without the prompted version", () => {
  const found = told(resultOf({ inDomain: (quality) => 0.3 + 0.5 * quality }));
  expect(found["in-domain-follows-quality"]).toMatchObject({ holds: true, n: 5 });
  expect(found["in-domain-follows-quality"].value).toBeCloseTo(0.5, 12);
  expect(found["fine-tuned-hardly-depends"]).toMatchObject({ holds: true, n: 4 });
  expect(Math.abs(found["fine-tuned-hardly-depends"].value!)).toBeLessThan(0.01);
});

it("says where it is otherwise", () => {
  const found = told(resultOf({ inDomain: usual.finetuned, finetuned: usual.inDomain }));
  expect(found["in-domain-follows-quality"].holds).toBe(false);
  expect(found["fine-tuned-hardly-depends"].holds).toBe(false);
});

it("compares what a prompt adds against the labels and against the truth, case by case", () => {
  expect(told(resultOf())["prompted-quality-inflated"]).toMatchObject({ holds: true, n: 4 });
  expect(told(resultOf())["prompted-quality-inflated"].value).toBeCloseTo(0.115, 12);
  expect(told(resultOf(), casesOf(-0.2))["prompted-quality-inflated"].holds).toBe(false);
  expect(told(resultOf(), [])["prompted-quality-inflated"]).toMatchObject({ holds: null, value: null });
});

it("counts the pairs closer than their runs, and those of them that share a letter", () => {
  const far = (_: number, at: number) => at;
  const near = resultOf({ inDomain: far, finetuned: (_, at) => 0.8 + 0.02 * at });
  // Neighbours differ by 0.02, below 0.02 times the root of 2.
  expect(told(near)["small-gaps-undecided"]).toMatchObject({ holds: true, value: 1, n: 5 });
  const apart = resultOf({
    inDomain: far,
    finetuned: (_, at) => 0.8 + 0.02 * at,
    letters: (at) => "abcdef"[at],
  });
  expect(told(apart)["small-gaps-undecided"]).toMatchObject({ holds: false, value: 0, n: 5 });
});

it("has nothing to say of a metric that is no share", () => {
  expect(experimentStatements(resultOf({}, ["hd95"]), [])).toEqual([]);
});

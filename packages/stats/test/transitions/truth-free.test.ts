import { describe, expect, it } from "vitest";
import { truthFreeNoise, twoRaterSolutions } from "../../src/transitions/truth-free.ts";

/** Voxels of every pattern that raters with these matrices give on average. */
function expectedPatterns(
  matrices: readonly (readonly (readonly number[])[])[],
  prior: readonly number[],
  labels: readonly number[],
) {
  const combinations = matrices.reduce<number[][]>(
    (all) => all.flatMap((one) => labels.map((_, j) => [...one, j])),
    [[]],
  );
  return combinations.map((answers) => ({
    ratings: answers.map((j) => labels[j]),
    voxels:
      1e6 *
      prior.reduce(
        (sum, share, c) => sum + share * answers.reduce((product, j, k) => product * matrices[k][c][j], 1),
        0,
      ),
  }));
}

describe("three raters and more", () => {
  const labels = [0, 2, 5];
  const prior = [0.6, 0.3, 0.1];
  const matrices = [
    [
      [0.95, 0.03, 0.02],
      [0.1, 0.85, 0.05],
      [0.2, 0.1, 0.7],
    ],
    [
      [0.9, 0.06, 0.04],
      [0.05, 0.93, 0.02],
      [0.1, 0.1, 0.8],
    ],
    [
      [0.97, 0.02, 0.01],
      [0.2, 0.75, 0.05],
      [0.05, 0.05, 0.9],
    ],
  ];

  it("have the matrices and shares that explain their answers", () => {
    const patterns = expectedPatterns(matrices, prior, labels);
    const found = truthFreeNoise(["a", "b", "c"], labels, patterns);
    expect(found.converged).toBe(true);
    expect(found.voxels).toBeCloseTo(1e6, 3);
    found.prior.forEach((share, c) => {
      expect(share).toBeCloseTo(prior[c], 3);
    });
    found.matrices.forEach((matrix, k) => {
      matrix.forEach((row, c) => {
        row.forEach((one, j) => {
          expect(one).toBeCloseTo(matrices[k][c][j], 2);
        });
      });
    });
  });
});

describe("two raters", () => {
  const answersOf = (miss: number, falseAlarm: number, prior: number) => {
    const both = prior * (1 - miss) ** 2 + (1 - prior) * falseAlarm ** 2;
    const neither = prior * miss ** 2 + (1 - prior) * (1 - falseAlarm) ** 2;
    return { both: 1000 * both, neither: 1000 * neither, either: 1000 * (1 - both - neither) };
  };

  it("have one symmetric solution", () => {
    const { symmetric } = twoRaterSolutions(answersOf(0.08, 0.08, 0.3));
    expect(symmetric!.miss).toBeCloseTo(0.08, 10);
    expect(symmetric!.falseAlarm).toBeCloseTo(0.08, 10);
    expect(symmetric!.prior).toBeCloseTo(0.3, 10);
  });

  it.each([
    [0.2, 0.05, 0.4],
    [0.05, 0.2, 0.7],
    [0.3, 0.01, 0.05],
    [0.02, 0.1, 0.97],
  ])(
    "miss %s, false %s, inside %s: the noisiest solution explains the answers, none is noisier",
    (miss, falseAlarm, prior) => {
      const answers = answersOf(miss, falseAlarm, prior);
      const found = twoRaterSolutions(answers);
      const worst = found.minimumTrace!;
      const again = answersOf(worst.miss, worst.falseAlarm, worst.prior);
      expect(again.both).toBeCloseTo(answers.both, 8);
      expect(again.either).toBeCloseTo(answers.either, 8);
      expect(worst.miss + worst.falseAlarm).toBeGreaterThanOrEqual(miss + falseAlarm - 1e-12);
      expect(found.missAtMost).toBeGreaterThanOrEqual(Math.max(miss, worst.miss) - 1e-12);
      expect(found.falseAlarmAtMost).toBeGreaterThanOrEqual(Math.max(falseAlarm, worst.falseAlarm) - 1e-12);
      // At an end of the set the other probability is 0.
      const [m, q] = [(answers.both + answers.either / 2) / 1000, answers.both / 1000];
      const noFalse = answersOf(found.missAtMost!, 0, (m * m) / q);
      expect(noFalse.both).toBeCloseTo(answers.both, 8);
      expect(noFalse.either).toBeCloseTo(answers.either, 8);
    },
  );

  it("who agree less than by chance have none", () => {
    const none = { symmetric: null, minimumTrace: null, missAtMost: null, falseAlarmAtMost: null };
    expect(twoRaterSolutions({ both: 1, either: 90, neither: 9 })).toEqual(none);
    expect(twoRaterSolutions({ both: 0, either: 0, neither: 9 })).toEqual(none);
  });
});

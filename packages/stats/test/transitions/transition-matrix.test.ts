import { describe, expect, it } from "vitest";
import { answerCounts } from "../../src/transitions/answer-counts.ts";
import { transitionMatrices } from "../../src/transitions/transition-matrix.ts";

describe("answers by probable truth", () => {
  it("share the voxels of a pattern by probability", () => {
    const patterns = [
      { ratings: [0, 0], voxels: 10 },
      { ratings: [3, 0], voxels: 4 },
    ];
    const probability = [
      [1, 0],
      [0.25, 0.75],
    ];
    const found = answerCounts({ case: "c", raters: ["a", "b"] }, patterns, [0, 3], probability);
    expect(found.map(({ rater, voxels }) => [rater, voxels])).toEqual([
      [
        "a",
        [
          [10, 1],
          [0, 3],
        ],
      ],
      [
        "b",
        [
          [11, 0],
          [3, 0],
        ],
      ],
    ]);
  });
});

describe("transition matrices", () => {
  const counts = (id: string, rater: string, labels: number[], voxels: number[][]) => ({
    ...{ case: id, rater, labels, voxels },
  });
  const found = transitionMatrices([
    counts(
      "1",
      "a",
      [0, 1],
      [
        [90, 10],
        [5, 15],
      ],
    ),
    counts(
      "1",
      "b",
      [0, 1],
      [
        [100, 0],
        [10, 10],
      ],
    ),
    counts(
      "2",
      "a",
      [0, 4],
      [
        [50, 0],
        [0, 30],
      ],
    ),
  ]);

  it("pool the voxels of cases, and of raters", () => {
    const [all, a, b] = found;
    expect([all.rater, a.rater, b.rater]).toEqual([null, "a", "b"]);
    expect(a.labels).toEqual([0, 1, 4]);
    expect(a.matrix).toEqual([
      [140 / 150, 10 / 150, 0],
      [0.25, 0.75, 0],
      [0, 0, 1],
    ]);
    expect(b.matrix[2]).toEqual([null, null, null]);
    expect(all.matrix[1]).toEqual([15 / 40, 25 / 40, 0]);
    expect([all.cases, a.cases, b.cases]).toEqual([2, 2, 1]);
    expect(all.voxels).toEqual([250, 40, 30]);
  });

  it("have an interval of what is kept over five cases and more, which holds it", () => {
    expect(found[0].kept).toEqual(Array(3).fill({ low: null, high: null }));
    const many = transitionMatrices(
      [1, 2, 3, 4, 5, 6].map((at) =>
        counts(
          String(at),
          "a",
          [0, 1],
          [
            [100, at],
            [at, 20],
          ],
        ),
      ),
    );
    const [, { low, high }] = many[0].kept;
    const kept = many[0].matrix[1][1]!;
    expect(kept).toBeCloseTo(120 / 141, 12);
    expect(low).toBeLessThan(kept);
    expect(high).toBeGreaterThan(kept);
    expect(high! - low!).toBeGreaterThan(0.02);
  });
});

import { describe, expect, it } from "vitest";
import { isCandidate } from "../../src/queue/label-votes.ts";
import { parseQueueMode } from "../../src/queue/queue-modes.ts";
import { gainCurve, queuePrecision } from "../../src/queue/queue-precision.ts";
import { planQueue, rankQueue } from "../../src/queue/rank-queue.ts";
import { defaultTermWeights, StructureVotes, scoreRegion } from "../../src/queue/region-score.ts";
import { softMin } from "../../src/queue/soft-min.ts";

const columns = { raters: [0, 1, 2], models: [3, 4] };
const of = (...ratings: number[]) => ({ ratings, voxels: 1 });

describe("voxels of a mode", () => {
  it.each([
    ["consensus-uncertain", of(1, 1, 0, 0, 0), true],
    ["consensus-uncertain", of(1, 1, 1, 0, 0), false],
    ["likely-error", of(1, 1, 1, 0, 0), true],
    ["likely-error", of(0, 0, 0, 1, 1), true],
    // Models split, or raters: neither tells who errs.
    ["likely-error", of(1, 1, 1, 1, 0), false],
    ["likely-error", of(1, 1, 0, 0, 0), false],
    ["informative", of(1, 1, 1, 1, 0), true],
    ["informative", of(1, 0, 0, 0, 0), false],
    // Another label is background to this one.
    ["informative", of(2, 2, 2, 2, 0), false],
  ] as const)("%s of %o: %s", (mode, pattern, expected) => {
    expect(isCandidate(mode, pattern, columns, 1, 0.8)).toBe(expected);
  });

  it("are of a mode that there is", () => {
    expect(() => parseQueueMode("likely")).toThrow(
      /expected one of consensus-uncertain, likely-error, informative/,
    );
  });
});

describe("soft minimum", () => {
  it("is the value where all are the same, and near the lowest of several", () => {
    expect(softMin([0.3], [17])).toBeCloseTo(0.3, 12);
    expect(softMin([0, 1], [1, 1])).toBeCloseTo(1 / (Math.exp(10) + 1), 12);
    expect(softMin([0.2, 0.9], [10, 10])).toBeCloseTo((0.2 * Math.exp(7) + 0.9) / (Math.exp(7) + 1), 12);
  });
});

describe("score of a region", () => {
  // 100 voxels marked by both, 20 by the first rater alone, 880 by nobody.
  const patterns = [
    { ratings: [0, 0], voxels: 880 },
    { ratings: [1, 1], voxels: 100 },
    { ratings: [1, 0], voxels: 20 },
  ];
  const dice = 200 / 220;

  it("of two raters gains what settling gains, the mean of both ways", () => {
    const votes = new StructureVotes(patterns, { raters: [0, 1], models: [] }, 1);
    const score = scoreRegion(
      "consensus-uncertain",
      votes,
      [{ ratings: [1, 0], voxels: 20 }],
      defaultTermWeights,
      null,
    );
    expect(score.raw).toBeCloseTo(1 - dice + 1, 12);
    expect(score.caseGain).toBeCloseTo(1 - dice, 12);
  });

  it("of a part of the dispute gains a part", () => {
    const votes = new StructureVotes(patterns, { raters: [0, 1], models: [] }, 1);
    const { caseGain } = scoreRegion(
      "consensus-uncertain",
      votes,
      [{ ratings: [1, 0], voxels: 10 }],
      defaultTermWeights,
      null,
    );
    expect(caseGain).toBeCloseTo((220 / 230 + 200 / 210) / 2 - dice, 12);
  });

  it("of a likely error gains by the support of the models", () => {
    const votes = new StructureVotes(patterns, { raters: [0], models: [1] }, 1);
    const region = [{ ratings: [1, 0], voxels: 20 }];
    const byVotes = scoreRegion("likely-error", votes, region, defaultTermWeights, null);
    expect(byVotes).toEqual({
      raw: expect.closeTo(1 - dice + 1, 12),
      caseGain: expect.closeTo(1 - dice, 12),
    });
    const probabilities = { values: [0.25], voxels: [20], information: 0 };
    const byMaps = scoreRegion("likely-error", votes, region, defaultTermWeights, probabilities);
    expect(byMaps.raw).toBeCloseTo(1 - dice + 0.75, 12);
    expect(byMaps.caseGain).toBeCloseTo(0.75 * (1 - dice), 12);
  });
});

const item = (id: string, raw: number, volumeMl: number, label = 1) => ({
  ...{
    case: id,
    cluster: id.slice(0, 1),
    label,
    mode: "consensus-uncertain" as const,
    raw,
    caseGain: 0,
    volumeMl,
  },
  slices: [1, 4] as const,
});
const plain = { labels: new Map(), minutes: { perItem: 5, perSlice: 0 } };

describe("order of a queue", () => {
  it("standardises within label, and weighs by volume, label and minutes", () => {
    const given = [item("a", 1, 2), item("b", 3, 2), item("c", 70, 2, 2)];
    const ranked = rankQueue(given, { labels: new Map([[2, 3]]), minutes: { perItem: 1, perSlice: 0.25 } });
    const scores = new Map(ranked.map((one) => [one.case, one.score]));
    expect(scores.get("a")).toBeCloseTo(0.2398, 3);
    expect(scores.get("b")).toBeCloseTo(0.7602, 3);
    expect(scores.get("c")).toBeCloseTo((0.5 * 3 * 2) / 2, 12);
    expect(ranked[0].minutes).toBe(2);
  });

  it("has no patient twice among the first ten while there are others", () => {
    const many = Array.from({ length: 30 }, (_, k) => item(`a${k}`, 1, 100 - k));
    const few = ["b", "c", "d"].map((id) => item(id, 1, 1));
    const ranked = rankQueue([...many, ...few], plain).map((one) => one.cluster);
    expect(ranked.slice(0, 5)).toEqual(["a", "b", "c", "d", "a"]);
    const patients = Array.from({ length: 12 }, (_, k) => item(String.fromCharCode(97 + k), 1, 12 - k));
    const doubled = rankQueue([...patients, ...patients], plain).map((one) => one.cluster);
    expect(new Set(doubled.slice(0, 10)).size).toBe(10);
  });

  it("plans what fits, in its order", () => {
    const items = [5, 20, 5, 4].map((minutes, k) => ({ score: 10 - k, minutes }));
    expect(planQueue(items, 15)).toEqual({ items: [items[0], items[2], items[3]], minutes: 14 });
    expect(planQueue(items, 3)).toEqual({ items: [], minutes: 0 });
  });
});

describe("precision of a queue", () => {
  // Ten items, of which the first two and the last show errors; one of three errors is shown by none.
  const found = [[0], [1], [], [], [], [], [], [], [], [0]];
  const round = { found, errors: 3 };

  it("compares the first items with random order", () => {
    const [five, ten, ...rest] = queuePrecision([round, round]);
    expect(rest).toEqual([]);
    expect(five).toMatchObject({ k: 5, precision: 0.4, random: 0.3, rounds: 2 });
    expect(five.ratio).toBeCloseTo(4 / 3, 12);
    expect(ten).toMatchObject({ k: 10, precision: 0.3, random: 0.3 });
  });

  it("counts each error once along the curve", () => {
    const curve = gainCurve([round]);
    expect(curve.map((one) => one.found)).toEqual([1 / 3, ...new Array(9).fill(2 / 3)]);
    // Two items show error 0, one error 1, none error 2: 1 - C(8, 1) / C(10, 1) and 1 / 10 of a first item.
    expect(curve[0].random).toBeCloseTo((0.2 + 0.1) / 3, 12);
    expect(curve.at(-1)!.random).toBeCloseTo(2 / 3, 12);
  });

  it("has no curve without errors", () => {
    expect(gainCurve([{ found: [[], []], errors: 0 }])).toEqual([]);
  });
});

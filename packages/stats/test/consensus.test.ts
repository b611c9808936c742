import { createRandom, type VotePattern } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { binaryVotes } from "../src/consensus/binary-votes.ts";
import { consensusMethods, parseMethod } from "../src/consensus/consensus-methods.ts";
import type { ConsensusVotes } from "../src/consensus/consensus-types.ts";
import { maxExpectedDice } from "../src/consensus/expected-dice.ts";
import { fusePatterns } from "../src/consensus/fuse-patterns.ts";
import { staple } from "../src/consensus/staple.ts";
import { stapleMultiLabel } from "../src/consensus/staple-multilabel.ts";

/** Votes of raters given as rows of labels, one a voxel. */
function votesOf(rows: readonly (readonly number[])[], weights = rows.map(() => 1)): ConsensusVotes {
  const patterns: { ratings: number[]; voxels: number }[] = [{ ratings: rows.map(() => 0), voxels: 0 }];
  rows[0].forEach((_, voxel) => {
    const ratings = rows.map((row) => row[voxel]);
    const known = patterns.find((one) => one.ratings.join() === ratings.join());
    if (known) known.voxels++;
    else patterns.push({ ratings, voxels: 1 });
  });
  const labels = [...new Set(rows.flat())].filter((label) => label !== 0).sort((a, b) => a - b);
  return { patterns, labels, weights, regionVoxels: () => rows[0].length };
}

const undecided = 999;
const options = { tie: "background", undecided } as const;

/** Labels of voxels by a method that rests on patterns alone. */
function fused(
  rows: readonly (readonly number[])[],
  method: string,
  tie: "background" | "lowest" | "undecided" = "background",
) {
  const votes = votesOf(rows);
  const { labels } = fusePatterns(votes, parseMethod(method), { ...options, tie });
  return rows[0].map((_, voxel) => {
    const key = rows.map((row) => row[voxel]).join();
    return labels[votes.patterns.findIndex(({ ratings }) => ratings.join() === key)];
  });
}

const interval = (from: number, end: number) =>
  Array.from({ length: 20 }, (_, x) => Number(x >= from && x < end));
const three = [interval(4, 14), interval(5, 15), interval(4, 12)];
/** Methods that need no distance. */
const ofPatterns = consensusMethods
  .map(({ id }) => id.replace(":N", ":2"))
  .filter((id) => !["sba", "median-sdf"].includes(id));

describe("three masks of 20 voxels", () => {
  it("have the STAPLE of ITK", () => {
    const votes = binaryVotes(votesOf(three).patterns, 1, 20);
    const result = staple(votes, { guarded: false, weights: [1, 1, 1] });
    [1, 0.9, 0.8].forEach((p, k) => {
      expect(result.sensitivity[k]).toBeCloseTo(p, 6);
    });
    [1, 0.9, 1].forEach((q, k) => {
      expect(result.specificity[k]).toBeCloseTo(q, 6);
    });
    expect(fused(three, "staple-itk")).toEqual(interval(4, 14));
  });

  it("have the mask [4, 14) as that of highest expected Dice", () => {
    const best = maxExpectedDice(binaryVotes(votesOf(three).patterns, 1, 20), [1, 1, 1]);
    expect(best.value).toBeCloseTo(0.92963, 5);
    expect(fused(three, "expected-dice")).toEqual(interval(4, 14));
  });
});

describe("expected Dice", () => {
  const dice = (a: readonly number[], b: readonly number[]) => {
    const sum = a.reduce((all, one) => all + one, 0) + b.reduce((all, one) => all + one, 0);
    return sum === 0 ? 1 : (2 * a.reduce((all, one, at) => all + one * b[at], 0)) / sum;
  };

  it("equals that of the best of all masks, in 200 small random cases", () => {
    const random = createRandom(7, 0);
    for (let round = 0; round < 200; round++) {
      const voxels = 3 + random.nextBelow(7);
      const density = random.next();
      const rows = Array.from({ length: 1 + random.nextBelow(5) }, () =>
        Array.from({ length: voxels }, () => Number(random.next() < density)),
      );
      const weights = rows.map(() => (round % 2 === 0 ? 1 : 0.5 + random.next()));
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      let most = 0;
      let smallest = voxels;
      for (let mask = 0; mask < 2 ** voxels; mask++) {
        const bits = Array.from({ length: voxels }, (_, at) => (mask >> at) & 1);
        const value = rows.reduce((sum, row, k) => sum + weights[k] * dice(bits, row), 0) / whole;
        const size = bits.reduce((sum, bit) => sum + bit, 0);
        if (value > most + 1e-12) [most, smallest] = [value, size];
        else if (value > most - 1e-12) smallest = Math.min(smallest, size);
      }
      const found = maxExpectedDice(binaryVotes(votesOf(rows).patterns, 1, voxels), weights);
      expect(found.value, `round ${round}`).toBeCloseTo(most, 12);
      expect(found.voxels, `round ${round}`).toBe(smallest);
      expect(found.taken.reduce((sum, n) => sum + n, 0)).toBe(found.voxels);
    }
  });

  it("is found in large structures without trying every size", () => {
    const patterns: VotePattern[] = Array.from({ length: 32 }, (_, mask) => ({
      ratings: Array.from({ length: 5 }, (_, k) => (mask >> k) & 1),
      voxels: mask === 31 ? 20_000_000 : 100_003 * (1 + (mask % 7)),
    }));
    const started = performance.now();
    const found = maxExpectedDice(binaryVotes(patterns, 1, 1e8), [1, 1, 1, 1, 1]);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(found.voxels).toBeGreaterThan(2 ** 24);
    const half = patterns.filter(({ ratings }) => ratings.reduce((sum, one) => sum + one, 0) > 2);
    expect(found.voxels).toBe(half.reduce((sum, { voxels }) => sum + voxels, 0));
  });
});

describe.each(ofPatterns)("%s", (method) => {
  it("does not depend on the order of raters", () => {
    const random = createRandom(11, 0);
    for (let round = 0; round < 40; round++) {
      const rows = Array.from({ length: 2 + random.nextBelow(4) }, () =>
        Array.from({ length: 40 }, (_, x) =>
          x < 10 ? 0 : random.next() < 0.7 ? 1 + Math.floor(x / 20) : random.nextBelow(4),
        ),
      );
      const turned = [...rows.slice(1), rows[0]];
      expect(fused(turned, method), `round ${round}`).toEqual(fused(rows, method));
      expect(fused([...rows].reverse(), method), `round ${round}`).toEqual(fused(rows, method));
    }
  });

  it("gives identical raters their mask", () => {
    const row = Array.from({ length: 300 }, (_, x) => (x < 40 ? 0 : 1 + (x % 255)));
    row[299] = 70000;
    expect(fused([row, row, row], method)).toEqual(row);
  });

  it("gives nothing where nobody marks anything", () => {
    const nothing = interval(0, 0);
    expect(fused([nothing, nothing], method)).toEqual(nothing);
  });

  it("keeps what four of five mark, whatever the fifth does", () => {
    if (["union", "intersection"].includes(method)) return;
    const others = Array.from({ length: 4 }, () => interval(5, 15));
    if (method !== "staple-multilabel-itk")
      expect(fused([...others, interval(0, 0)], method)).toEqual(interval(5, 15));
    expect(fused([...others, interval(0, 20)], method)).toEqual(interval(5, 15));
  });
});

describe("ties", () => {
  const rows = [
    [0, 1, 1, 2, 0],
    [0, 2, 0, 2, 0],
  ];

  it("go by rule", () => {
    expect(fused(rows, "majority", "background")).toEqual([0, 0, 0, 2, 0]);
    expect(fused(rows, "majority", "lowest")).toEqual([0, 1, 0, 2, 0]);
    expect(fused(rows, "majority", "undecided")).toEqual([0, undecided, undecided, 2, 0]);
  });

  it("are left to signed distance by sdf, with the labels to choose from", () => {
    const { contested } = fusePatterns(votesOf(rows), parseMethod("majority"), { ...options, tie: "sdf" });
    expect([...contested!.values()]).toEqual([
      [1, 2],
      [0, 1],
    ]);
  });

  it("do not come from rounding of weights", () => {
    const votes = votesOf(
      [[1], [1], [1], [2]],
      [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3), Math.sqrt(3)],
    );
    const { contested } = fusePatterns(votes, parseMethod("majority"), { ...options, tie: "sdf" });
    expect(contested!.size).toBe(1);
  });
});

describe("weights", () => {
  it("let a group of like raters not outvote the others", () => {
    const votes = votesOf([[1], [1], [1], [2], [2]], [1 / 3, 1 / 3, 1 / 3, 1, 1]);
    expect(fusePatterns(votes, parseMethod("majority"), options).labels).toEqual([0, 2]);
  });

  it("are exponents in STAPLE: a rater of weight 2 counts as two alike", () => {
    const double = staple(binaryVotes(votesOf([three[0], three[0], three[1], three[2]]).patterns, 1, 20), {
      guarded: true,
      weights: [1, 1, 1, 1],
    });
    const weighted = staple(binaryVotes(votesOf(three).patterns, 1, 20), {
      guarded: true,
      weights: [2, 1, 1],
    });
    expect(weighted.sensitivity[1]).toBeCloseTo(double.sensitivity[2]!, 9);
    expect(weighted.prior).toBeCloseTo(double.prior, 12);
  });
});

describe("SIMPLE", () => {
  it("drops a rater who is far off, and keeps three", () => {
    const rows = [...Array.from({ length: 4 }, () => interval(5, 15)), interval(0, 3)];
    expect(fusePatterns(votesOf(rows), parseMethod("simple"), options).estimates![0].dropped).toEqual([4]);
    const few = fusePatterns(votesOf(rows.slice(2)), parseMethod("simple"), options);
    expect(few.estimates![0].dropped).toEqual([]);
  });
});

it("a method that there is not is refused with those that there are", () => {
  expect(() => parseMethod("at-least:0")).toThrow(/expected one of majority, .*at-least:N/);
  expect(parseMethod("at-least:2")).toEqual({ text: "at-least:2", id: "at-least:N", least: 2 });
});

it("the probabilities of a rater's answers to each truth add up to one", () => {
  const { patterns } = votesOf([
    [0, 0, 1, 1, 1, 2, 2, 0, 1],
    [0, 0, 1, 1, 0, 2, 2, 0, 2],
    [0, 1, 1, 1, 1, 2, 1, 0, 0],
  ]);
  const { confusion } = stapleMultiLabel(patterns, [0, 1, 2], [1, 1, 1]);
  for (const rows of confusion) {
    for (const truth of [0, 1, 2]) {
      expect(rows.reduce((sum, row) => sum + row[truth], 0)).toBeCloseTo(1, 12);
    }
  }
});

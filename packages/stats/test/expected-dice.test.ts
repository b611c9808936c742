import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { diceCeilings, type MarkPattern } from "../src/uncertainty/ceilings.ts";

/** Few voxels, so that every mask can be tried. */
function randomCase(seed: number): boolean[][] {
  const random = createRandom(seed, 5);
  const raters = 1 + random.nextBelow(5);
  const voxels = 1 + random.nextBelow(9);
  return Array.from({ length: raters }, () => {
    const share = random.next();
    return Array.from({ length: voxels }, () => random.next() < share);
  });
}

function dice(a: readonly boolean[], b: readonly boolean[]): number {
  const size = a.filter(Boolean).length + b.filter(Boolean).length;
  return size === 0 ? 1 : (2 * a.filter((one, at) => one && b[at]).length) / size;
}

function patternsOf(masks: readonly boolean[][]): MarkPattern[] {
  const marks = masks[0].map((_, voxel) => masks.map((mask) => mask[voxel]));
  const marked = marks.filter((one) => one.includes(true));
  return [...new Set(marked.map((one) => one.join()))].map((key) => ({
    marks: marked.find((one) => one.join() === key)!,
    voxels: marked.filter((one) => one.join() === key).length,
  }));
}

const meanDice = (mask: readonly boolean[], masks: readonly boolean[][]) =>
  masks.reduce((sum, one) => sum + dice(mask, one), 0) / masks.length;

function* everyMask(voxels: number): Generator<boolean[]> {
  for (let bits = 0; bits < 2 ** voxels; bits++) {
    yield Array.from({ length: voxels }, (_, voxel) => ((bits >> voxel) & 1) === 1);
  }
}

describe("ceilings of Dice", () => {
  it("are those of an exhaustive search on 200 small cases", () => {
    for (let seed = 0; seed < 200; seed++) {
      const masks = randomCase(seed);
      let best = 0;
      for (const mask of everyMask(masks[0].length)) best = Math.max(best, meanDice(mask, masks));
      const { expected } = diceCeilings(patternsOf(masks), masks.length);
      expect(Math.abs(expected - best), `seed ${seed}`).toBeLessThan(1e-12);
    }
  });

  it("do not depend on the order of raters", () => {
    for (let seed = 0; seed < 50; seed++) {
      const masks = randomCase(seed);
      const turned = [...masks].reverse();
      expect(diceCeilings(patternsOf(turned), turned.length).expected).toBeCloseTo(
        diceCeilings(patternsOf(masks), masks.length).expected,
        12,
      );
    }
  });

  it("of two raters left out one by one is their Dice, of one unknown", () => {
    const pair = [
      [true, true, false],
      [true, false, true],
    ];
    expect(diceCeilings(patternsOf(pair), 2).leaveOneOut).toBeCloseTo(0.5, 12);
    expect(diceCeilings(patternsOf([pair[0]]), 1)).toEqual({ expected: 1, leaveOneOut: Number.NaN });
  });

  it("where nobody marks anything are 1: the empty mask agrees with all", () => {
    expect(diceCeilings([], 3)).toEqual({ expected: 1, leaveOneOut: 1 });
  });

  it("of most raters empty is reached by the empty mask", () => {
    const patterns = [{ marks: [true, false, false], voxels: 7 }];
    expect(diceCeilings(patterns, 3).expected).toBeCloseTo(2 / 3, 12);
  });
});

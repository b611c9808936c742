import { describe, expect, it } from "vitest";
import { defaultSeed, Random } from "../src/index.ts";
import { splitMix64 } from "../src/random.ts";

function take<T>(count: number, next: () => T): T[] {
  return Array.from({ length: count }, next);
}

describe("splitmix64", () => {
  it("gives the published outputs of seeds 0 and 1234567", () => {
    expect(take(4, splitMix64(0n))).toEqual([
      0xe220a8397b1dcdafn,
      0x6e789e6aa1b965f4n,
      0x06c45d188009454fn,
      0xf88bb8a8724c81ecn,
    ]);
    expect(take(5, splitMix64(1234567n))).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });
});

describe("xoshiro128**", () => {
  it("gives the outputs of the reference C code from state 1, 2, 3, 4", () => {
    const random = new Random([1, 2, 3, 4]);
    expect(take(10, () => random.nextUint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });
  it.each([
    [defaultSeed, 0, [3756072329, 788649549, 2433302635, 640429746]],
    [defaultSeed, 1, [2936750608, 3369628361, 4089358362, 1774126817]],
    [7, 1999, [2397437657, 1241444016, 3235743632, 843043937]],
  ])("seed %d, stream %d: as computed with whole numbers of any size", (seed, streamId, expected) => {
    const random = Random.stream(seed, streamId);
    expect(take(4, () => random.nextUint32())).toEqual(expected);
  });
  it("is uniform in [0, 1) and below a bound", () => {
    const random = Random.stream(1, 0);
    const units = take(20_000, () => random.nextUnit());
    expect(Math.min(...units)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...units)).toBeLessThan(1);
    expect(Math.abs(units.reduce((sum, unit) => sum + unit, 0) / 20_000 - 0.5)).toBeLessThan(0.01);
    const counts = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 70_000; draw++) counts[random.nextBelow(7)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

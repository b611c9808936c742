import { describe, expect, it } from "vitest";
import { createRandom, defaultSeed, randomFromState, splitMix64 } from "../src/random.ts";

describe("random streams", () => {
  it("is xoshiro128** 1.1: outputs from the state 1, 2, 3, 4 as in the Rust crate rand_xoshiro", () => {
    const random = randomFromState([1, 2, 3, 4]);
    const outputs = Array.from({ length: 10 }, () => random.nextUint32());
    expect(outputs).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it("is seeded by splitmix64: outputs from 1477776061723855037 as in the Rust crate rand_xoshiro", () => {
    const next = splitMix64(1477776061723855037n);
    expect([next(), next(), next()]).toEqual([
      1985237415132408290n,
      2979275885539914483n,
      13511426838097143398n,
    ]);
  });

  it.each([
    [defaultSeed, 0, [3756072329, 788649549, 2433302635, 640429746]],
    [defaultSeed, 1, [2936750608, 3369628361, 4089358362, 1774126817]],
    [7, 1999, [2397437657, 1241444016, 3235743632, 843043937]],
  ])("seed %d, stream %d: as computed with whole numbers of any size", (seed, streamId, expected) => {
    const random = createRandom(seed, streamId);
    expect(Array.from({ length: 4 }, () => random.nextUint32())).toEqual(expected);
  });

  it("makes a number of 27 high bits of one output and 26 of the next", () => {
    const [numbers, outputs] = [createRandom(7, 3), createRandom(7, 3)];
    for (let draw = 0; draw < 100; draw++) {
      const bits = (BigInt(outputs.nextUint32() >>> 5) << 26n) + BigInt(outputs.nextUint32() >>> 6);
      expect(numbers.next()).toBe(Number(bits) / 2 ** 53);
    }
  });

  it("is uniform below a bound", () => {
    const random = createRandom(1, 0);
    const counts = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 70_000; draw++) counts[random.nextBelow(7)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it("repeats by seed and stream and differs otherwise", () => {
    const first = (seed: number, stream: number) => createRandom(seed, stream).nextUint32();
    expect(first(5, 1)).toBe(first(5, 1));
    expect(new Set([first(5, 1), first(5, 2), first(6, 1), first(2 ** 52, 1)]).size).toBe(4);
  });

  it("is uniform and normal", () => {
    const random = createRandom(1, 0);
    const n = 200_000;
    let sum = 0;
    let [mean, square, fourth] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const u = random.next();
      if (!(u >= 0 && u < 1)) throw new Error(`${u} is not in [0, 1)`);
      sum += u;
      const z = random.normal();
      mean += z / n;
      square += (z * z) / n;
      fourth += z ** 4 / n;
    }
    expect(sum / n).toBeCloseTo(0.5, 2);
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(square - 1)).toBeLessThan(0.015);
    expect(Math.abs(fourth - 3)).toBeLessThan(0.12);
  });
});

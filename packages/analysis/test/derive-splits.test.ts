import { describe, expect, it } from "vitest";
import { fixedSplit, givenSplit, nnunetFolds } from "../src/derive/case-splits.ts";
import { numpyShuffled } from "../src/derive/numpy-shuffle.ts";

const cases = (n: number) => Array.from({ length: n }, (_, at) => `c${String(at).padStart(4, "0")}`);

describe("numpy's shuffle", () => {
  // numpy 2.4.6: x = numpy.arange(2000); numpy.random.RandomState(12345).shuffle(x)
  it("gives the order that RandomState(12345) gives", () => {
    const order = numpyShuffled(2000, 12345);
    expect(order.slice(0, 8)).toEqual([1818, 1727, 914, 171, 390, 724, 1263, 1236]);
    expect(order.slice(-4)).toEqual([129, 1309, 1509, 482]);
    expect(new Set(order).size).toBe(2000);
  });
});

describe("nnU-Net's five folds", () => {
  // KFold(5, shuffle=True, random_state=12345) by its definition, with numpy 2.4.6: held-out places per fold.
  it.each([
    [5, [[0], [4], [3], [1], [2]]],
    [7, [[3, 6], [0, 4], [1], [5], [2]]],
    [
      12,
      [
        [0, 3, 8],
        [7, 10, 11],
        [6, 9],
        [1, 4],
        [2, 5],
      ],
    ],
    [
      30,
      [
        [3, 8, 12, 15, 18, 26],
        [0, 6, 7, 20, 21, 24],
        [10, 11, 13, 19, 22, 23],
        [14, 16, 17, 25, 27, 29],
        [1, 2, 4, 5, 9, 28],
      ],
    ],
  ])("of %i cases, in whatever order they are given", (n, held) => {
    const all = cases(n);
    const { folds } = nnunetFolds([...all].reverse());
    expect(folds.map(({ val }) => val)).toEqual(held.map((places) => places.map((place) => all[place])));
    for (const { train, val } of folds) {
      expect(train).toEqual(all.filter((id) => !val.includes(id)));
    }
  });

  it("sorts as Python does, by code point", () => {
    const odd = ["\u{1f600}", "\uffee", "b", "B", "a10", "a1"];
    const { folds } = nnunetFolds(odd);
    const order = ["B", "a1", "a10", "b", "\uffee", "\u{1f600}"];
    for (const { train } of folds) expect(train).toEqual(order.filter((id) => train.includes(id)));
  });

  it("needs five cases", () => expect(() => nnunetFolds(cases(4))).toThrow("at least 5 cases, found 4"));
});

describe("a fixed split", () => {
  it("holds out its share, the same for the same seed, whatever the order of the cases", () => {
    const all = cases(200);
    const { folds, description } = fixedSplit(all, 80);
    expect(folds).toHaveLength(1);
    expect([folds[0].train.length, folds[0].val.length]).toEqual([160, 40]);
    expect([...folds[0].train, ...folds[0].val].sort()).toEqual(all);
    expect(fixedSplit([...all].reverse(), 80).folds).toEqual(folds);
    expect(fixedSplit(all, 80, 7).folds).not.toEqual(folds);
    expect(description).toContain("160 cases to train on, 40 held out");
  });

  it("keeps at least one case on each side", () => {
    expect(fixedSplit(["a", "b"], 99).folds[0].val).toHaveLength(1);
    expect(fixedSplit(["a", "b"], 1).folds[0].train).toHaveLength(1);
    expect(() => fixedSplit(["a"], 80)).toThrow("at least 2 cases");
  });
});

describe("a split that is given", () => {
  it("must name cases of the base, and says which it does not use", () => {
    const folds = [{ train: ["a"], val: ["b"] }];
    expect(givenSplit(folds, ["a", "b", "c"], "s.json").unused).toEqual(["c"]);
    expect(() => givenSplit(folds, ["a"], "s.json")).toThrow(
      "s.json: names cases that the base data set lacks: b",
    );
  });
});

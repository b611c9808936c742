import { describe, expect, it } from "vitest";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import {
  interRater,
  interRaterOf,
  intraRater,
  intraRaterOf,
  modelAgainstRaters,
} from "../src/interval/reliability.ts";
import { buildTensor } from "../src/scores/tensor.ts";
import { dice, hd95, row, rve } from "./study-fixture.ts";

/** Three raters; a has two sessions in case 1, b has three. c is missing in case 2. */
const rows = [
  row("1", "a", "b", 0.9),
  row("1", "b", "a#2", 0.8),
  row("1", "a", "c", 0.6),
  row("1", "a#2", "c", 0.7),
  row("1", "b", "c", 0.5),
  row("1", "a", "a#2", 0.95),
  row("1", "b", "b#2", 0.9),
  row("1", "b", "b#3", 0.8),
  row("1", "b#2", "b#3", 0.7),
  row("2", "b", "a", 0.4),
];
const raters = ["a", "b", "c"];
const tensor = buildTensor(rows, dice);

describe("pairwise tensor (docs/methods/agreement.md)", () => {
  it("inter: sessions, then rater pairs, then cases", () => {
    const series = interRater(tensor, raters);
    // Case 1: a-b (.9 + .8)/2 = .85, a-c .65, b-c .5.
    expect(series.byCase.get("1")).toBeCloseTo((0.85 + 0.65 + 0.5) / 3, 12);
    expect(series.byCase.get("2")).toBe(0.4);
    expect(series).toMatchObject({ pairs: 3, comparisons: { used: 6, expected: 6 } });
  });
  it("intra: session pairs, then raters that repeat", () => {
    const series = intraRater(tensor, raters);
    expect(series.byCase.get("1")).toBeCloseTo((0.95 + 0.8) / 2, 12);
    expect([...series.byCase.keys()]).toEqual(["1"]);
    expect(series.pairs).toBe(2);
  });
  it("inter|r and intra|r", () => {
    expect(interRaterOf(tensor, raters, "c").byCase.get("1")).toBeCloseTo((0.65 + 0.5) / 2, 12);
    expect(interRaterOf(tensor, raters, "c").byCase.has("2")).toBe(false);
    expect(intraRaterOf(tensor, "a").byCase.get("1")).toBe(0.95);
    expect(intraRaterOf(tensor, "c").byCase.size).toBe(0);
  });
  it("takes the mean of both orders of a directed metric, or the one there is", () => {
    const directed = buildTensor(
      [row("1", "a", "b", 0.9), row("1", "b", "a", 0.7), row("2", "b", "a", 0.5)],
      dice,
    );
    expect([...interRater(directed, ["a", "b"]).byCase.values()]).toEqual([0.8, 0.5]);
    const halfEmpty = buildTensor([row("1", "a", "b", "REF_EMPTY"), row("1", "b", "a", 0)], dice);
    expect([...interRater(halfEmpty, ["a", "b"]).byCase.values()]).toEqual([0]);
  });
  it("counts a metric that is best at zero by its size", () => {
    const changes = { metric: "rve" };
    const signed = buildTensor([row("1", "a", "b", -0.2, changes), row("1", "b", "a", 0.25, changes)], rve);
    expect(interRater(signed, ["a", "b"]).byCase.get("1")).toBeCloseTo(0.225, 12);
  });
  it("leaves undefined values out and counts them by reason", () => {
    const some = buildTensor(
      [row("1", "a", "b", "BOTH_EMPTY"), row("1", "a", "c", 0.5), row("1", "b", "c", "REF_EMPTY")],
      dice,
    );
    const series = interRater(some, raters);
    expect([...series.byCase.values()]).toEqual([0.5]);
    expect(series).toMatchObject({
      pairs: 1,
      comparisons: { used: 1, expected: 3 },
      undefined: { BOTH_EMPTY: 1, REF_EMPTY: 1 },
    });
  });
  it("leaves out a comparison of an annotation with itself", () => {
    expect(intraRater(buildTensor([row("1", "a", "a", 1)], dice), ["a"]).byCase.size).toBe(0);
  });
  it("refuses the same comparison twice, naming it", () => {
    expect(() => buildTensor([row("c9", "a", "b", 1), row("c9", "a", "b", 0.9)], dice)).toThrow(
      /case "c9", label 1, metric dice, "a" session 1 against "b" session 1/,
    );
  });
});

describe("model against raters", () => {
  const changes = { metric: "hd95", unit: "mm" };
  const options = { worstCaseMm: () => 300 };
  it("counts a structure that one mask lacks as the worst case, whichever side it stands on", () => {
    const missed = [
      row("1", "a", "m", "PRED_EMPTY", changes),
      row("1", "m", "b", "REF_EMPTY", changes),
      row("1", "m", "c", 6, changes),
    ];
    const series = modelAgainstRaters(buildTensor(missed, hd95, options), "m", raters);
    expect(series.byCase.get("1")).toBe((300 + 300 + 6) / 3);
    expect(series.substituted).toBe(2);
    expect(series.undefined).toEqual({ PRED_EMPTY: 1, REF_EMPTY: 1 });
  });
  it("counts it alike between raters, and not at all where no worst case is given", () => {
    const empty = [
      row("1", "a", "m", "REF_EMPTY", changes),
      row("1", "a", "b", "PRED_EMPTY", changes),
      row("2", "a", "b", "BOTH_EMPTY", changes),
    ];
    const built = buildTensor(empty, hd95, options);
    expect(modelAgainstRaters(built, "m", raters).byCase.get("1")).toBe(300);
    expect([...interRater(built, raters).byCase]).toEqual([["1", 300]]);
    expect(interRater(buildTensor(empty, hd95), raters).byCase.size).toBe(0);
  });
  it("places a copy of a rater who missed a structure on the very agreement of that rater", () => {
    const rows = [3, 4, 5, 6].flatMap((mm, i) => {
      const id = String(i);
      const value = i === 0 ? ("PRED_EMPTY" as const) : mm;
      const [copied, own] = [row(id, "a", "b", value, changes), row(id, "a", "m", value, changes)];
      return [copied, own, row(id, "a", "a#2", mm / 2, changes)];
    });
    for (const worst of [{}, { worstCaseMm: () => 300 }]) {
      const study = { rows, raters: ["a", "b"], models: ["m"], metrics: [hd95], ...worst };
      const [{ lower }] = pgtInterval(study).modelsByRater;
      expect(lower).toMatchObject({ difference: 0, low: 0, high: 0 });
    }
  });
});

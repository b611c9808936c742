import { describe, expect, it } from "vitest";
import { evaluate } from "../src/evaluate.ts";
import { parseMetric } from "../src/parse-metric.ts";
import { resolveConvention } from "../src/resolve-convention.ts";
import { countsOf } from "./measurements.ts";

const pgt = resolveConvention();
const score = (metric: string, counts: ReturnType<typeof countsOf>) =>
  evaluate(parseMetric(metric), { counts }, pgt).value;

describe("box of 6³ in 12³, shifted by one voxel (docs/methods/reference-values.md, case A)", () => {
  const counts = countsOf(180, 36, 36, 1476);
  it.each([
    ["dice", 0.833333],
    ["jaccard", 0.714286],
    ["sens", 0.833333],
    ["prec", 0.833333],
    ["spec", 0.97619],
    ["mcc", 0.809524],
    ["kappa", 0.809524],
    ["gce", 0.079365],
    ["ri", 0.920093],
    ["ari", 0.766311],
    ["mi", 0.320276],
    ["voi", 0.446576],
    ["icc_vox", 0.809624],
    ["pbd", 0.2],
    ["vs", 1],
    ["rve", 0],
  ])("%s = %d", (metric, expected) => expect(score(metric, counts)).toBeCloseTo(expected, 6));
});

describe("TP 3, FP 2, FN 1, TN 4, voxels of 2000 mm³, worked by hand", () => {
  const counts = countsOf(3, 2, 1, 4, 2000);
  it.each([
    ["dice", 6 / 9],
    ["jaccard", 3 / 6],
    ["fbeta@2", 15 / 21],
    ["fbeta@1", 6 / 9],
    ["fbeta@0.5", 3.75 / 6],
    ["fbeta@0", 3 / 5],
    ["sens", 3 / 4],
    ["prec", 3 / 5],
    ["spec", 4 / 6],
    ["npv", 4 / 5],
    ["fpr", 2 / 6],
    ["fnr", 1 / 4],
    ["acc", 7 / 10],
    ["balacc", 17 / 24],
    ["pbd", 3 / 6],
    ["vs", 8 / 9],
    ["rve", 1 / 4],
    ["arve", 1 / 4],
    ["vd_ml", 2],
    ["mcc", 10 / Math.sqrt(600)],
    ["kappa", 0.4],
    ["ri", 24 / 45],
    ["ari", (10 - 420 / 45) / (20.5 - 420 / 45)],
    ["gce", 0.5],
    ["icc_vox", 0.4375],
    ["mi", 0.124511],
    ["voi", 1.721928],
  ])("%s = %d", (metric, expected) => expect(score(metric, counts)).toBeCloseTo(expected, 6));

  it("signs: too small is negative for rve and vd_ml, positive for arve", () => {
    const small = countsOf(3, 1, 2, 4, 500);
    expect(score("rve", small)).toBeCloseTo(-0.2, 15);
    expect(score("arve", small)).toBeCloseTo(0.2, 15);
    expect(score("vd_ml", small)).toBe(-0.5);
  });
});

describe("values that only exist or vanish for particular masks", () => {
  it("masks without common voxel: overlap 0, pbd undefined though infinite", () => {
    const apart = countsOf(0, 5, 5, 90);
    expect(score("dice", apart)).toBe(0);
    expect(evaluate(parseMetric("pbd"), { counts: apart }, pgt)).toEqual({
      value: null,
      reason: "UNDEFINED_0_0",
      toolValue: "Infinity",
    });
  });

  it("complementary masks: mcc and kappa are -1 without rounding", () => {
    const complement = countsOf(0, 7, 13, 0);
    expect(score("mcc", complement)).toBe(-1);
    expect(score("kappa", countsOf(0, 10, 10, 0))).toBe(-1);
  });

  it("masks that fill the image: what counts background is 0/0", () => {
    const full = countsOf(64, 0, 0, 0);
    for (const metric of ["spec", "fpr", "npv", "balacc", "mcc", "kappa", "ari"])
      expect(evaluate(parseMetric(metric), { counts: full }, pgt)).toEqual({
        value: null,
        reason: "UNDEFINED_0_0",
      });
    expect(score("dice", full)).toBe(1);
    expect(score("mi", full)).toBe(0);
  });

  it("an image without voxels (all ignored): nothing is defined but the volume difference", () => {
    const none = countsOf(0, 0, 0, 0);
    expect(evaluate(parseMetric("dice"), { counts: none }, pgt).reason).toBe("BOTH_EMPTY");
    expect(evaluate(parseMetric("acc"), { counts: none }, pgt)).toEqual({
      value: null,
      reason: "UNDEFINED_0_0",
    });
    expect(score("vd_ml", none)).toBe(0);
  });
});

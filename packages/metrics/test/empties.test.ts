import { describe, expect, it } from "vitest";
import { challengeDistanceMm } from "../src/empties.ts";
import { evaluate } from "../src/evaluate.ts";
import { parseMetric } from "../src/parse-metric.ts";
import { registry } from "../src/registry.ts";
import { emptiesPolicies, resolveConvention } from "../src/resolve-convention.ts";
import { countsOf, fullMeasurement } from "./measurements.ts";

/** 10 voxels in the mask that is not empty, 90 outside. */
const situations = {
  both: countsOf(0, 0, 0, 100),
  reference: countsOf(0, 10, 0, 90),
  prediction: countsOf(0, 0, 10, 90),
} as const;
const reasons = { both: "BOTH_EMPTY", reference: "REF_EMPTY", prediction: "PRED_EMPTY" };

const nan = { toolValue: "NaN" } as const;
const inf = { toolValue: "Infinity" } as const;
const err = { toolValue: "error" } as const;
type Expected = number | null | typeof nan | typeof inf | typeof err;
type Row = readonly [metric: string, both: Expected, reference: Expected, prediction: Expected];

const h = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
/** Value for ten voxels in one mask and none in the other. MSb = 2/99 (10 * 0.45² + 90 * 0.05²), MSw = 0.05. */
const icc = (2 / 99) * (10 * 0.45 ** 2 + 90 * 0.05 ** 2);
const oneEmptyIcc = (icc - 0.05) / (icc + 0.05);
/** Values of every policy for metrics that count background. */
const ruleless: Row[] = [
  ["spec", 1, 0.9, 1],
  ["npv", 1, 1, 0.9],
  ["fpr", 0, 0.1, 0],
  ["acc", 1, 0.9, 0.9],
  ["ri", 1, 1 - (2 * 90 * 10) / 9900, 1 - (2 * 90 * 10) / 9900],
  ["gce", 0, 0.1, 0.1],
  ["mi", 0, 0, 0],
  ["voi", 0, h(0.1), h(0.1)],
  ["vd_ml", 0, 0.01, -0.01],
];

const mr: Row[] = [
  ...ruleless,
  ["dice", null, 0, 0],
  ["jaccard", null, 0, 0],
  ["fbeta@2", null, 0, 0],
  ["sens", null, null, 0],
  ["prec", null, 0, 0],
  ["fnr", null, null, 1],
  ["balacc", null, null, 0.5],
  ["pbd", null, null, null],
  ["vs", null, 0, 0],
  ["rve", null, null, -1],
  ["arve", null, null, 1],
  ["mcc", null, null, null],
  ["kappa", null, 0, 0],
  ["ari", null, 0, 0],
  ["icc_vox", null, oneEmptyIcc, oneEmptyIcc],
  ["hd", null, null, null],
  ["hd95", null, null, null],
  ["assd", null, null, null],
  ["masd", null, null, null],
  ["rmsd", null, null, null],
  ["com_dist", null, null, null],
  ["nsd@2", null, 0, 0],
  ["overlap_A@2", null, null, 0],
  ["overlap_B@2", null, 0, 0],
  ["biou@2", null, 0, 0],
];

/** The rows that differ from `mr`, per policy. */
const changes: { readonly [policy: string]: readonly Row[] } = {
  mr: [],
  strict: [
    ["prec", null, 0, null],
    ["pbd", null, inf, inf],
    ["rve", null, inf, -1],
    ["arve", null, inf, 1],
    ["hd", null, inf, inf],
    ["hd95", null, inf, inf],
    ["assd", null, inf, inf],
    ["masd", null, inf, inf],
    ["rmsd", null, inf, inf],
    ["com_dist", null, inf, inf],
    ["nsd@2", null, null, null],
    ["overlap_A@2", null, null, null],
    ["overlap_B@2", null, null, null],
  ],
  challenge: [
    ["dice", 1, 0, 0],
    ["jaccard", 1, 0, 0],
    ["fbeta@2", 1, 0, 0],
    ["sens", 1, 0, 0],
    ["prec", 1, 0, 0],
    ["fnr", 0, 1, 1],
    ["balacc", 1, 0, 0.5],
    ["pbd", 0, null, null],
    ["vs", 1, 0, 0],
    ["rve", 0, null, -1],
    ["arve", 0, null, 1],
    ["mcc", 1, 0, 0],
    ["kappa", 1, 0, 0],
    ["ari", 1, 0, 0],
    ["icc_vox", 1, oneEmptyIcc, oneEmptyIcc],
    ["hd", 0, 374, 374],
    ["hd95", 0, 374, 374],
    ["assd", 0, 374, 374],
    ["masd", 0, 374, 374],
    ["rmsd", 0, 374, 374],
    ["com_dist", 0, 374, 374],
    ["nsd@2", 1, 0, 0],
    ["overlap_A@2", 1, 0, 0],
    ["overlap_B@2", 1, 0, 0],
    ["biou@2", 1, 0, 0],
  ],
  "surface-distance": [
    ["dice", nan, 0, 0],
    ["hd", inf, inf, inf],
    ["hd95", inf, inf, inf],
    ["assd", nan, inf, inf],
    ["masd", nan, nan, nan],
    ["nsd@2", nan, 0, 0],
    ["overlap_A@2", nan, nan, 0],
    ["overlap_B@2", nan, 0, nan],
  ],
  "metrics-reloaded": [
    ["dice", 1, 0, 0],
    ["jaccard", nan, 0, 0],
    ["fbeta@2", 1, 0, 0],
    ["sens", nan, nan, 0],
    ["prec", nan, 0, 0],
    ["balacc", nan, nan, 0.5],
    ["arve", nan, nan, 1],
    ["mcc", nan, nan, nan],
    ["kappa", nan, 0, 0],
    ["hd", 0, err, err],
    ["hd95", 0, err, err],
    ["assd", 0, err, err],
    ["masd", 0, err, err],
    ["com_dist", -1, -1, -1],
    ["nsd@2", nan, 0, 0],
    ["biou@2", nan, 0, 0],
  ],
  monai: [
    ["dice", nan, nan, 0],
    ["jaccard", nan, nan, 0],
    ["fbeta@2", nan, 0, 0],
    ["sens", nan, nan, 0],
    ["prec", nan, 0, nan],
    ["fnr", nan, nan, 1],
    ["balacc", nan, nan, 0.5],
    ["mcc", nan, nan, nan],
    ["hd", nan, inf, inf],
    ["hd95", nan, nan, nan],
    ["assd", nan, inf, inf],
    ["nsd@2", nan, 0, 0],
  ],
  medpy: [
    ["dice", 1, 0, 0],
    ["jaccard", 1, 0, 0],
    ["sens", 0, 0, 0],
    ["prec", 0, 0, 0],
    ["rve", err, err, -1],
    ["hd", err, err, err],
    ["hd95", err, err, err],
    ["assd", err, err, err],
  ],
  nnunet: [
    ["dice", nan, 0, 0],
    ["jaccard", nan, 0, 0],
  ],
};

describe.each(emptiesPolicies)("empty masks under %s", (policy) => {
  const convention = resolveConvention({ empties: policy });
  const changed = new Map(changes[policy].map((row) => [row[0], row]));
  const rows = mr.map((row) => changed.get(row[0]) ?? row);

  it.each(rows)("%s: both %o, reference %o, prediction %o", (metric, both, reference, prediction) => {
    const expected = { both, reference, prediction };
    for (const situation of ["both", "reference", "prediction"] as const) {
      const counts = situations[situation];
      const got = evaluate(parseMetric(metric), fullMeasurement(counts), convention);
      const want = expected[situation];
      if (typeof want === "number") {
        expect(got.value, situation).toBeCloseTo(want, 12);
        expect(got.reason, situation).toBeNull();
      } else {
        expect(got, situation).toEqual({ value: null, reason: reasons[situation], ...want });
      }
    }
  });
});

describe("the tables above", () => {
  it("hold every metric of the registry, and change only metrics that exist", () => {
    const ids = (rows: readonly Row[]) => new Set(rows.map(([metric]) => parseMetric(metric).definition.id));
    expect([...ids(mr)].sort()).toEqual(registry.map(({ id }) => id).sort());
    for (const policy of emptiesPolicies)
      for (const [metric] of changes[policy]) expect(mr.map((row) => row[0])).toContain(metric);
  });

  it("change a tool's metric only if the tool has the metric", () => {
    for (const tool of ["surface-distance", "metrics-reloaded", "monai", "medpy", "nnunet"] as const)
      for (const [metric] of changes[tool])
        expect(parseMetric(metric).definition.toolNames[tool], `${tool} ${metric}`).toBeDefined();
  });

  it("use the distance of BraTS 2023 in challenge", () => expect(challengeDistanceMm).toBe(374));
});

describe("masks that fill the image", () => {
  const full = {
    both: countsOf(8, 0, 0, 0),
    reference: countsOf(4, 0, 4, 0),
    prediction: countsOf(4, 4, 0, 0),
  };
  const under = (empties: "medpy" | "metrics-reloaded" | "mr", metric: string, which: keyof typeof full) =>
    evaluate(parseMetric(metric), { counts: full[which] }, resolveConvention({ empties }));

  it("medpy gives specificity 0 where there is no background to leave free", () => {
    expect(under("medpy", "spec", "reference")).toEqual({ value: 0, reason: null });
    expect(under("medpy", "spec", "both")).toEqual({ value: 0, reason: null });
    expect(under("mr", "spec", "reference")).toEqual({ value: null, reason: "UNDEFINED_0_0" });
  });

  it("MetricsReloaded gives npv 0 if only the prediction fills the image, NaN if both do", () => {
    expect(under("metrics-reloaded", "npv", "prediction")).toEqual({ value: 0, reason: null });
    expect(under("metrics-reloaded", "npv", "reference")).toEqual({ value: 0, reason: null });
    expect(under("metrics-reloaded", "npv", "both")).toEqual({
      value: null,
      reason: "UNDEFINED_0_0",
      toolValue: "NaN",
    });
  });

  it("an empty reference and a prediction that fills the image: the formula's 0/0 keeps its own reason", () => {
    const counts = countsOf(0, 8, 0, 0);
    expect(evaluate(parseMetric("npv"), { counts }, resolveConvention())).toEqual({
      value: null,
      reason: "UNDEFINED_0_0",
    });
  });
});

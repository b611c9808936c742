import { describe, expect, it } from "vitest";
import { emptiesOf } from "../src/empties.ts";
import { findMetric, metricNames, registry } from "../src/registry.ts";
import { conventionIds, emptiesPolicies } from "../src/resolve-convention.ts";

const normalised = (name: string) => name.toLowerCase();

describe("registry", () => {
  it("holds the metrics of docs/methods/metrics.md, of counts, volumes and boundaries", () => {
    const ids =
      "dice jaccard sens spec prec npv fpr fnr fbeta acc balacc mcc kappa vs rve arve vd_ml gce ri ari mi voi icc_vox pbd com_dist hd assd masd rmsd nsd overlap_A overlap_B biou";
    expect(registry.map(({ id }) => id).sort()).toEqual(ids.split(" ").sort());
  });

  it("ids and aliases are unique, whatever their case", () => {
    const names = metricNames().map(normalised);
    expect(names).toEqual([...new Set(names)]);
  });

  it("finds a metric by id and alias, and nothing by an unknown name", () => {
    expect(findMetric("surface dice")?.id).toBe("nsd");
    expect(findMetric("toString")).toBeUndefined();
  });

  it("no alias joins metrics that tools confuse", () => {
    for (const name of [
      "asd",
      "avd",
      "rvd",
      "ravd",
      "hd95",
      "auc",
      "surface_distance",
      "average_surface_distance",
    ])
      expect(metricNames()).not.toContain(name);
  });
});

describe.each(registry)("$id", (metric) => {
  it("has every text, as a sentence or a formula", () => {
    for (const text of [metric.name, metric.formula, metric.citation, metric.agreesWith])
      expect(text.trim().length).toBeGreaterThan(3);
    for (const sentence of [metric.definition, metric.emptiesReason, ...metric.differences])
      expect(sentence).toMatch(/^\S.{15,}\.$/s);
    expect(metric.citation).toMatch(/\d{4}/);
    expect(["", "mm", "mL", "bit"]).toContain(metric.unit);
  });

  it("has a range that holds its value for identical masks, at the good end", () => {
    const [low, high] = metric.range;
    expect(low).toBeLessThan(high);
    if (metric.identical === null) return;
    expect(metric.identical).toBe({ higher: high, lower: low, zero: 0 }[metric.direction]);
  });

  it("has a value or a reason for every empty case of every policy, with and without parameter", () => {
    for (const policy of emptiesPolicies)
      for (const parameter of [Number.NaN, 2, 95, 100])
        for (const value of Object.values(emptiesOf(metric, policy, parameter)))
          expect(Number.isNaN(value)).toBe(false);
  });

  it("has its own rules for tools that have it, and names in those tools only", () => {
    for (const tool of conventionIds) {
      if (tool === "pgt") continue;
      if (metric.empties[tool]) expect(metric.toolNames[tool]).toBeTruthy();
    }
    expect(metric.empties.strict).toBeDefined();
    expect(metric.empties.challenge).toBeDefined();
  });

  it("has a parameter whose example and default are allowed", () => {
    if (!metric.parameter) return;
    const {
      minimum,
      maximum = Infinity,
      example,
      default: standard = example,
      unit,
      name,
    } = metric.parameter;
    for (const value of [example, standard]) {
      expect(value).toBeGreaterThanOrEqual(minimum);
      expect(value).toBeLessThanOrEqual(maximum);
    }
    expect(unit).toBe({ tolerance: "mm", percentile: "%", depth: "voxels", beta: "" }[name]);
  });
});

import { describe, expect, it } from "vitest";
import type { Boundary, ConventionId } from "../src/convention.ts";
import { UsageError } from "../src/errors.ts";
import { presets } from "../src/presets.ts";
import { conventionIds, resolveConvention } from "../src/resolve-convention.ts";

describe("presets", () => {
  it("bundle the settings that match each tool", () => {
    const table = conventionIds.map((id) => {
      const { boundary, percentile, empties, toleranceSlack } = presets[id].convention;
      return [id, boundary, percentile, empties, toleranceSlack];
    });
    expect(table).toEqual([
      ["pgt", "surfel", "inverse-ecdf", "mr", 1e-6],
      ["surface-distance", "surfel", "inverse-ecdf", "surface-distance", 0],
      ["metrics-reloaded", "border6", "linear", "metrics-reloaded", 0],
      ["monai", "border6", "linear", "monai", 0],
      ["medpy", "border6", "pooled-linear", "medpy", 0],
      ["nnunet", "surfel", "inverse-ecdf", "nnunet", 0],
    ]);
  });

  it("name tool, version and source, and carry their own id", () => {
    for (const id of conventionIds) {
      const { convention, tool, version, source, description } = presets[id];
      expect(convention.id).toBe(id);
      for (const text of [tool, version, source, description]) expect(text).not.toBe("");
    }
  });
});

describe("resolveConvention", () => {
  it("is pgt if nothing is asked for", () => expect(resolveConvention()).toBe(presets.pgt.convention));

  it("is the preset itself if what is set besides is the preset's own", () => {
    expect(resolveConvention({ convention: "medpy", boundary: "border6" })).toBe(presets.medpy.convention);
  });

  it("becomes custom by any setting that differs, and keeps the rest", () => {
    expect(resolveConvention({ convention: "monai", boundary: "surfel" })).toEqual({
      id: "custom",
      boundary: "surfel",
      percentile: "linear",
      empties: "monai",
      toleranceSlack: 0,
    });
    expect(resolveConvention({ empties: "challenge" })).toEqual({
      id: "custom",
      boundary: "surfel",
      percentile: "inverse-ecdf",
      empties: "challenge",
      toleranceSlack: 1e-6,
    });
    expect(resolveConvention({ percentile: "linear" }).id).toBe("custom");
  });

  it("refuses what does not exist, with what does", () => {
    const wrong = { convention: "monia" as ConventionId };
    expect(() => resolveConvention(wrong)).toThrow(UsageError);
    expect(() => resolveConvention(wrong)).toThrow(
      'convention: "monia" does not exist. Did you mean monai? Choose one of pgt, surface-distance, metrics-reloaded, monai, medpy, nnunet.',
    );
    expect(() => resolveConvention({ boundary: "border8" as Boundary })).toThrow(
      /Choose one of surfel, border6/,
    );
    expect(() => resolveConvention({ convention: "toString" as ConventionId })).toThrow(UsageError);
  });
});

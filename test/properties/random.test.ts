import fc from "fast-check";
import { describe, it } from "vitest";
import { plainLabel } from "../oracles/labels.ts";
import { pairOf } from "../oracles/random-pairs.ts";
import { boundaries, everything, percentileMethods } from "../oracles/requests.ts";
import { expectEngineAgrees } from "./agreement.ts";
import { drawn } from "./drawn-pairs.ts";
import { freshEngine } from "./engines.ts";
import { recipes } from "./recipes.ts";

const engine = await freshEngine();

describe.each(boundaries)("random volumes, %s: the engine agrees with the oracle", (boundary) => {
  it.each(percentileMethods)("percentiles by %s", (percentileMethod) => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        expectEngineAgrees(engine, pairOf(recipe), everything({ boundary, percentileMethod }));
      }),
      drawn(20230418, 40),
    );
  });

  it("tolerances that distances equal, within a relative 1e-6", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const tolerancesMm = [...new Set(recipe.spacingMm.map((s) => Number(s.toFixed(4))))];
        expectEngineAgrees(engine, pairOf(recipe), everything({ boundary, tolerancesMm }));
      }),
      drawn(1, 20),
    );
  });

  it("an ignored label, present or not", () => {
    fc.assert(
      fc.property(recipes, fc.integer({ min: 1, max: 3 }), (recipe, ignoreLabel) => {
        const labels = Array.from({ length: recipe.labels }, (_, i) => plainLabel(i + 1));
        expectEngineAgrees(engine, pairOf(recipe), everything({ boundary, ignoreLabel, labels }));
      }),
      drawn(2, 30),
    );
  });
});

import type { LabelVolume } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { pairs } from "./masks.ts";
import { scoreOf, type TestedPackage } from "./tested-package.ts";

const rounding = 1e-12;

/** Relations between metrics, and between values of one metric (docs/methods/reference-values.md). */
export function describeIdentities(load: () => Promise<TestedPackage>): void {
  describe("relations between values", () => {
    let tested: TestedPackage;
    beforeAll(async () => {
      tested = await load();
    });

    it("Dice = 2 J / (1 + J)", async () => {
      for (const pair of pairs) {
        const jaccard = await scoreOf(tested, pair, "jaccard");
        expect(await scoreOf(tested, pair, "dice")).toBeCloseTo((2 * jaccard) / (1 + jaccard), 12);
      }
    });

    it("NSD does not fall as the tolerance grows", async () => {
      for (const pair of pairs) {
        const tolerancesMm = [0, 0.5, 0.8, 1, 2, 2.5, 4, 9];
        const values = await Promise.all(tolerancesMm.map((mm) => scoreOf(tested, pair, `nsd@${mm}`)));
        expect(values).toEqual([...values].sort((a, b) => a - b));
        expect(values[0]).toBeGreaterThanOrEqual(0);
      }
    });

    it.each(["surfel", "border6"] as const)("HD >= HD95 >= HD50, %s", async (boundary) => {
      for (const pair of pairs) {
        const [hd50, hd95, hd] = await Promise.all(
          ["hd50", "hd95", "hd"].map((key) => scoreOf(tested, pair, key, { boundary })),
        );
        expect(hd50).toBeLessThanOrEqual(hd95);
        expect(hd95).toBeLessThanOrEqual(hd);
        expect(hd).toBeGreaterThan(0);
      }
    });

    it("ASSD and RMSD lie between 0 and HD", async () => {
      for (const pair of pairs) {
        const [assd, rmsd, hd] = await Promise.all(
          ["assd", "rmsd", "hd"].map((key) => scoreOf(tested, pair, key)),
        );
        expect(assd).toBeGreaterThan(0);
        expect(assd).toBeLessThanOrEqual(rmsd + rounding);
        expect(rmsd).toBeLessThanOrEqual(hd + rounding);
      }
    });

    it.each([
      ["1 - J", async (a: LabelVolume, b: LabelVolume) => 1 - (await distance("jaccard")(a, b))] as const,
      ["VOI", distance("voi")] as const,
    ])("the triangle inequality of %s", async (_name, between) => {
      const masks = pairs.flatMap(({ reference, prediction }) => [reference, prediction]);
      for (const [i, a] of masks.entries()) {
        const [b, c] = [masks[(i + 1) % masks.length], masks[(i + 5) % masks.length]];
        const [ab, bc, ac] = await Promise.all([between(a, b), between(b, c), between(a, c)]);
        expect(ac).toBeLessThanOrEqual(ab + bc + rounding);
      }
    });

    function distance(metric: string) {
      return (reference: LabelVolume, prediction: LabelVolume) =>
        scoreOf(tested, { reference, prediction }, metric);
    }
  });
}

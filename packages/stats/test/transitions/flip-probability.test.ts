import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/inference/distributions.ts";
import {
  type BorderAnswers,
  fitFlips,
  flipProbabilities,
  flipProbabilityAt,
} from "../../src/transitions/flip-probability.ts";

/** Voxels that a rater with this bias and noise marks on average. */
function answers(biasMm: number, sigmaMm: number, voxels = 1000) {
  return [-4.5, -3, -1.5, -0.5, 0.5, 1.5, 3, 4.5].map((distanceMm) => ({
    distanceMm,
    voxels,
    marked: voxels * normalCdf((distanceMm + biasMm) / sigmaMm),
  }));
}

describe("flips by distance", () => {
  it.each([
    [0, 1],
    [0.7, 0.4],
    [-1.2, 2.5],
    [0.1, 0.2],
  ])("bias %s mm, sigma %s mm are found again", (biasMm, sigmaMm) => {
    const fit = fitFlips(answers(biasMm, sigmaMm))!;
    expect(fit.biasMm).toBeCloseTo(biasMm, 5);
    expect(fit.sigmaMm).toBeCloseTo(sigmaMm, 5);
  });

  it("weigh each distance by its voxels", () => {
    const few = answers(0.5, 1, 10);
    const fit = fitFlips([...few, ...answers(-0.5, 1, 1e7)])!;
    expect(fit.biasMm).toBeCloseTo(-0.5, 4);
  });

  it("are fitted where voxels are marked far from what is expected", () => {
    const stray = { distanceMm: -40, voxels: 20, marked: 20 };
    const fit = fitFlips([...answers(0, 0.5), stray])!;
    expect(fit.sigmaMm).toBeGreaterThan(0.5);
    expect(Number.isFinite(fit.biasMm)).toBe(true);
  });

  it("without noise lie on both sides of one distance", () => {
    const step = [-2, -1, 1, 2].map((distanceMm) => ({
      distanceMm,
      voxels: 5,
      marked: distanceMm > -2 ? 5 : 0,
    }));
    expect(fitFlips(step)).toEqual({ biasMm: 1.5, sigmaMm: 0 });
  });

  it("have no fit where all is marked, nothing, or the same share everywhere", () => {
    const at = (marked: number) => [-2, -1, 1, 2].map((distanceMm) => ({ distanceMm, voxels: 5, marked }));
    for (const marked of [0, 2, 5]) expect(fitFlips(at(marked))).toBeNull();
    expect(fitFlips([])).toBeNull();
  });

  it("of all raters and of each, with intervals over cases", () => {
    const biases: Record<string, readonly number[]> = { anna: [0.4, 0.5, 0.6], ben: [-0.5, -0.5, -0.5] };
    const all = Object.entries(biases).flatMap(([rater, ofCases]) =>
      ofCases.map(
        (biasMm, at): BorderAnswers => ({
          ...{ case: `c${at}`, rater, label: 2, name: "tumour" },
          at: answers(biasMm, 1),
        }),
      ),
    );
    const [together, anna, ben] = flipProbabilities(all);
    expect([together.rater, anna.rater, ben.rater]).toEqual([null, "anna", "ben"]);
    expect(Math.abs(together.biasMm!)).toBeLessThan(0.02);
    expect(together.sigmaMm).toBeGreaterThan(1);
    expect(together.fitted).toBe(3);
    expect(anna.biasMm).toBeCloseTo(0.5, 2);
    expect(anna).toMatchObject({ label: 2, name: "tumour", cases: 3, fitted: 3, voxels: 24000 });
    // t with 2 degrees of freedom, standard deviation 0.1.
    expect(anna.intervals.biasMm.high! - 0.5).toBeCloseTo((4.302653 * 0.1) / Math.sqrt(3), 5);
    // Answers at distances from -4.5 to 4.5 mm, in bins of which none crosses the border.
    expect(anna.bins.reduce((sum, { voxels }) => sum + voxels, 0)).toBe(24000);
    expect(
      anna.bins.every(({ distanceMm }, at) => at === 0 || distanceMm > anna.bins[at - 1].distanceMm),
    ).toBe(true);
    for (const { distanceMm, voxels, marked } of anna.bins) {
      const isInside = distanceMm > 0;
      const flipped = (isInside ? voxels - marked : marked) / voxels;
      const expected = flipProbabilityAt({ biasMm: 0.5, sigmaMm: 1 }, distanceMm, isInside);
      expect(Math.abs(flipped - expected)).toBeLessThan(0.02);
    }
    expect(ben.intervals.biasMm.high! - ben.intervals.biasMm.low!).toBeCloseTo(0, 6);
  });
});

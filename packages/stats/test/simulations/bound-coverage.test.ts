import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import {
  boundCoverage,
  type CoverageMethod,
  coverageMethods,
  populationAgreement,
} from "../../src/simulation/bound-coverage.ts";
import { twoWayBootstrap } from "../../src/simulation/two-way-bootstrap.ts";

const size = { cases: 20, replicates: 250, resamples: 200, targetCases: 400, seed: 3 };
const population = populationAgreement(20_000, size.seed);
const error = (share: number) => 3 * Math.sqrt((share * (1 - share)) / size.replicates);

function coverageOf(raters: number) {
  const { coverage } = boundCoverage({ ...size, raters }, population);
  return (id: CoverageMethod["id"], estimand: CoverageMethod["estimand"]) =>
    coverage[coverageMethods.findIndex((one) => one.id === id && one.estimand === estimand)];
}

describe("coverage of the intervals of inter-rater agreement against docs/methods/confidence-intervals.md", () => {
  const three = coverageOf(3);
  const two = coverageOf(2);

  it("t for these raters: .90 to .94 in the pilot, .95 nominal", () => {
    expect(three("t", "these raters")).toBeGreaterThan(0.92 - error(0.92));
  });
  it("two-way jackknife t for raters like these: .95 to .97", () => {
    expect(three("jackknife t", "raters like these")).toBeGreaterThan(0.96 - error(0.96));
  });
  it("what is not used falls short as in the pilot: case intervals .30 to .35, z .82, pigeonhole .76", () => {
    expect(Math.abs(three("t", "raters like these")! - 0.325)).toBeLessThan(error(0.325) + 0.03);
    expect(Math.abs(three("jackknife z", "raters like these")! - 0.82)).toBeLessThan(error(0.82));
    expect(Math.abs(three("pigeonhole", "raters like these")! - 0.76)).toBeLessThan(error(0.76));
  });
  it("two raters: raters like these is not estimable", () => {
    expect(two("jackknife t", "raters like these")).toBeNull();
    expect(Math.abs(two("t", "raters like these")! - 0.37)).toBeLessThan(error(0.37));
  });
  it("repeats by seed", () => {
    const few = { ...size, raters: 4, replicates: 3, targetCases: 20 };
    expect(boundCoverage(few, population)).toEqual(boundCoverage(few, population));
  });
});

describe("two-way bootstrap", () => {
  it("has no variance of raters if all pairs agree alike", () => {
    const table = Array.from({ length: 12 }, (_, i) => [i, i, i]);
    const { pigeonhole, correctedVariance } = twoWayBootstrap(table, 3, 800, createRandom(1, 1));
    // Variance of a bootstrap mean of 0..11: (n² - 1) / 12 / n.
    expect(correctedVariance / (143 / 12 / 12)).toBeGreaterThan(0.8);
    expect(correctedVariance / (143 / 12 / 12)).toBeLessThan(1.25);
    expect(pigeonhole.low).toBeGreaterThan(2);
    expect(pigeonhole.high).toBeLessThan(9);
  });
});

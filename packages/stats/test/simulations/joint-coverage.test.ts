import { describe, expect, it } from "vitest";
import { jointCoverage, jointCoverageSettings } from "../../src/simulation/joint-coverage.ts";
import { leakRates, leakScenarios } from "../../src/simulation/leak-rates.ts";

const options = { replicates: 40, targetCases: 3000, seed: 20230418 };
const setting = (tau: number, rho: number) =>
  jointCoverageSettings().find((one) => one.tau === tau && one.rho === rho && one.noise === "displacement")!;

describe("the joint noise model in studies of known truth, small and seeded", () => {
  it.each([
    [2, 0.5, 1],
    [2, 1, -1],
    [3, 1, 1],
    [3, 0.25, -1],
    [5, 2, 1],
  ])("%s raters, tau %s, shared bias of %s at the limit: holds the truth", (raters, tau, rho) => {
    const [{ joint }] = jointCoverage(setting(tau, rho), [{ raters, cases: 20, structures: 1 }], options);
    expect(joint.coverage).toBeGreaterThanOrEqual(0.9);
  });
  it("holds with two raters where the moment interval does not", () => {
    const [{ joint, moments }] = jointCoverage(
      setting(1, 1),
      [{ raters: 2, cases: 20, structures: 1 }],
      options,
    );
    expect(joint.coverage).toBeGreaterThanOrEqual(0.95);
    expect(moments.coverage).toBeLessThan(0.8);
  });
  it("is narrower where structures lend each other what they say", () => {
    const [one, ten] = jointCoverage(
      setting(1, 0),
      [1, 10].map((structures) => ({ raters: 3, cases: 20, structures })),
      { ...options, replicates: 12 },
    );
    expect(ten.joint.meanWidth).toBeLessThan(0.85 * one.joint.meanWidth);
  });
});

describe("the leak rule on models of known kind", () => {
  it.each(leakScenarios)("$name: suspects no honest model, and finds a copy", (scenario) => {
    const { suspected } = leakRates(scenario, 20, { replicates: 120, seed: 1 });
    // Three Monte Carlo standard errors above .05.
    expect(suspected.truth).toBeLessThan(0.11);
    expect(suspected.style).toBeLessThan(0.11);
    expect(suspected["all the noise"]).toBeGreaterThan(0.95);
  });
});

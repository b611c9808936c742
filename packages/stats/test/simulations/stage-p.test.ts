import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { angleCount, circleField } from "../../src/simulation/circle-field.ts";
import { newOutline, polarOverlap } from "../../src/simulation/polar-annotators.ts";
import { runStageP, type StagePCell } from "../../src/simulation/stage-p.ts";
import {
  isPilotDesign,
  isTolerable,
  stagePDesigns,
  stagePSettings,
} from "../../src/simulation/stage-p-cells.ts";

const options = { replicates: 60, targetCases: 4000, seed: 20230418 };
const pilot = stagePDesigns().filter(isPilotDesign);
const setting = (tau: number, mu: number, noise = "displacement") =>
  stagePSettings().find((one) => one.tau === tau && one.mu === mu && one.noise === noise)!;
const cell = (tau: number, mu: number): StagePCell => runStageP(setting(tau, mu), pilot, options)[0].cells[0];
/** Three Monte Carlo standard errors at .94. */
const error = 3 * Math.sqrt((0.94 * 0.06) / options.replicates);

describe("stage P (docs/methods/simulation.md) at pilot design, small and seeded", () => {
  it("has the whole factorial", () => {
    expect(stagePSettings()).toHaveLength(32);
    expect(stagePDesigns()).toHaveLength(9);
    expect(
      stagePSettings()
        .filter((one) => !isTolerable(one))
        .map(({ tau, mu }) => [tau, mu]),
    ).toEqual([
      [0.25, 2],
      [0.5, 2],
      [1, 2],
      [0.25, 2],
      [0.5, 2],
      [1, 2],
    ]);
  });

  // PGT* of the pilot table, and its interval I0.
  it.each([
    [0.25, 0, 0.959, 0],
    [0.25, 1, 0.942, 0.1],
    [1, 0, 0.944, 0.44],
    [1, 0.5, 0.941, 0.92],
    [2, 2, 0.886, 0.43],
  ])("tau %s, mu %s: truth %s, the papers' bracket holds it in about %s", (tau, mu, truth, bracket) => {
    const found = cell(tau, mu);
    // The pilot gives three decimals.
    expect(Math.abs(found.truth - truth)).toBeLessThan(0.001 + 3 * found.standardError);
    const spread = 3 * Math.sqrt(0.25 / options.replicates);
    expect(Math.abs(found.intervals.i0.coverage - bracket)).toBeLessThan(spread);
    expect(found.intervals.joint.coverage).toBeGreaterThan(0.94 - error);
    expect(found.intervals.i4.coverage).toBeGreaterThan(0.94 - error);
    expect(found.intervals.i4.meanWidth).toBeGreaterThan(found.intervals.i3.meanWidth);
  });

  it("does not hold the truth beyond the bias it tolerates, and is not asked to", () => {
    const { i4, joint } = cell(0.25, 2).intervals;
    expect(i4.coverage).toBeLessThan(0.3);
    expect(joint.coverage).toBeLessThan(0.3);
  });

  it("against a consensus the truth scores higher, and the interval follows", () => {
    const [{ cells }] = runStageP(setting(1, 0), pilot, options);
    expect(cells.map(({ reference }) => reference)).toEqual(["one rater", "consensus"]);
    expect(cells[1].truth).toBeGreaterThan(cells[0].truth + 0.01);
    expect(cells[1].intervals.i4.coverage).toBeGreaterThan(0.94 - error);
  });

  it("calls a leak by its name, and a perfect model above intra where random noise dominates", () => {
    const [{ states }] = runStageP(setting(0.25, 0), pilot, options);
    expect(states.leak.LEAK_SUSPECTED).toBeGreaterThan(0.9 * options.replicates);
    expect(states.truth.ABOVE_INTRA).toBeGreaterThan(0.8 * options.replicates);
    expect(states.truth.LEAK_SUSPECTED ?? 0).toBeLessThan(0.1 * options.replicates);
  });

  it("gives the same whatever else is run", () => {
    const few = { ...options, replicates: 5, targetCases: 50 };
    const [alone] = runStageP(setting(1, 0.5, "displacement and arcs"), pilot, few);
    const among = runStageP(setting(1, 0.5, "displacement and arcs"), stagePDesigns(), few);
    const same = among.find(({ design }) => isPilotDesign(design))!;
    expect(same.states).toEqual(alone.states);
    expect(same.cells[0].intervals.i4.meanWidth).toBe(alone.cells[0].intervals.i4.meanWidth);
    expect(runStageP(setting(1, 0.5, "displacement and arcs"), pilot, few)).toEqual([alone]);
    const [other] = runStageP(setting(1, 0.5, "displacement and arcs"), pilot, { ...few, seed: 1 });
    expect(other.cells[0].intervals.i4.meanWidth).not.toBe(alone.cells[0].intervals.i4.meanWidth);
  });
});

describe("outlines", () => {
  it("overlap of two circles is that of their areas", () => {
    const [a, b] = [newOutline().fill(3), newOutline().fill(4)];
    expect(polarOverlap(a, b)).toBeCloseTo((2 * 9) / (9 + 16), 12);
    expect(polarOverlap(a, a)).toBe(1);
  });

  it("overlap of a circle and one with a quarter missing", () => {
    const whole = newOutline().fill(2);
    const part = newOutline()
      .fill(2)
      .fill(0, 0, angleCount / 4);
    expect(polarOverlap(whole, part)).toBeCloseTo((2 * 0.75) / 1.75, 12);
  });

  it.each([0.25, 0.35, 0.5])("the field of length %s has unit variance and its correlation", (length) => {
    const draw = circleField(length);
    const field = newOutline();
    const lag = 8;
    const count = 6000;
    let [square, product, sum] = [0, 0, 0];
    for (let k = 0; k < count; k++) {
      draw(createRandom(5, k), 1, field);
      for (const at of [0, 31, 32, 77]) {
        sum += field[at] / (4 * count);
        square += field[at] ** 2 / (4 * count);
        product += (field[at] * field[(at + lag) % angleCount]) / (4 * count);
      }
    }
    const distance = (2 * Math.PI * lag) / angleCount;
    expect(Math.abs(sum)).toBeLessThan(0.05);
    expect(Math.abs(square - 1)).toBeLessThan(0.05);
    expect(Math.abs(product - Math.exp(-(distance ** 2) / (4 * length ** 2)))).toBeLessThan(0.05);
  });
});

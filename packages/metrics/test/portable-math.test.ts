import { describe, expect, it } from "vitest";
import { atanh, cbrt, cube, exp, log, log2, powerOfTen, tanh } from "../src/portable-math.ts";

/** Correctly rounded, of tables of constants. */
const known = [
  ["exp(1)", exp(1), Math.E],
  ["exp(-20)", exp(-20), 2.061153622438558e-9],
  ["log(10)", log(10), Math.LN10],
  ["log2(3)", log2(3), 1.584962500721156],
  ["tanh(0.5)", tanh(0.5), 0.46211715726000974],
  ["tanh(-2)", tanh(-2), -0.9640275800758169],
  ["atanh(0.5)", atanh(0.5), 0.5493061443340549],
  ["cbrt(2)", cbrt(2), 1.2599210498948732],
  ["cube(-1.5)", cube(-1.5), -3.375],
  ["powerOfTen(-7)", powerOfTen(-7), 0.0000001],
] as const;

describe("functions with the same digits in every engine", () => {
  it.each(known)("%s", (_, value, expected) => {
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(2 * Number.EPSILON * Math.abs(expected));
  });

  it("at the ends", () => {
    expect([exp(0), exp(-800), exp(800)]).toEqual([1, 0, Number.POSITIVE_INFINITY]);
    expect([log(1), log(0), log2(0)]).toEqual([0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect([tanh(0), tanh(400), tanh(-400), atanh(1)]).toEqual([0, 1, -1, Number.POSITIVE_INFINITY]);
    expect(log(-1)).toBeNaN();
  });

  it.each([
    [exp, Math.exp],
    [log, Math.log],
    [log2, Math.log2],
    [tanh, Math.tanh],
    [cbrt, Math.cbrt],
  ])("near what this engine gives: %o", (own, engine) => {
    for (let x = 0.001; x < 30; x *= 1.01) {
      expect(Math.abs(own(x) - engine(x))).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(engine(x)));
    }
  });
});

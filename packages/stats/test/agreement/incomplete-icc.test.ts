import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { intervalAlpha } from "../../src/agreement/interval-alpha.ts";
import { intraclassCorrelation } from "../../src/agreement/intraclass-correlation.ts";
import { krippendorffAlpha } from "../../src/agreement/krippendorff-alpha.ts";
import { countVotes, tableOfUnits } from "../../src/agreement/rating-table.ts";
import { incompleteIcc } from "../../src/variance-components/incomplete-icc.ts";
import { occupied, type Readings, readingSums } from "../../src/variance-components/readings.ts";
import { restrictedMaximum } from "../../src/variance-components/restricted-maximum.ts";
import { shroutFleiss } from "./golden-ratings.ts";

interface Components {
  readonly cases: number;
  readonly error: number;
  readonly deviance: number;
}

/** Made by lme4-components.R, which says with which versions. */
const golden = JSON.parse(readFileSync(new URL("lme4-components.json", import.meta.url), "utf8")) as {
  readonly tables: Readonly<
    Record<
      string,
      {
        readonly values: Readings;
        readonly oneWay: Components;
        readonly crossed: Components & { readonly raters: number };
        readonly profiles: Readonly<Record<"1,1" | "2,1" | "3,1", readonly [number, number]>>;
      }
    >
  >;
};

const close = (value: number | null, expected: number, tolerance: number) =>
  expect(Math.abs(value! - expected)).toBeLessThan(tolerance);

describe.each(Object.entries(golden.tables))(
  "REML as lme4: %s",
  (_, { values, oneWay, crossed, profiles }) => {
    const sums = readingSums(occupied(values));
    it("deviance and components, one-way and crossed", () => {
      for (const [model, expected] of [["one-way", oneWay] as const, ["crossed", { ...crossed }] as const]) {
        const { deviance, components } = restrictedMaximum(sums, model);
        close(deviance, expected.deviance, 1e-6);
        const total = expected.cases + expected.error;
        close(components.cases, expected.cases, 1e-5 * total);
        close(components.error, expected.error, 1e-5 * expected.error);
        if ("raters" in expected) close(components.raters, expected.raters, 1e-5 * (total + expected.raters));
      }
    });
    it("correlations and their profile intervals", () => {
      const { forms, method, readings } = incompleteIcc(values);
      expect([method, readings]).toEqual(["REML", values.flat().filter((value) => value !== null).length]);
      const { cases, raters, error } = crossed;
      close(forms["1,1"].value, oneWay.cases / (oneWay.cases + oneWay.error), 1e-5);
      close(forms["2,1"].value, cases / (cases + raters + error), 1e-5);
      close(forms["3,1"].value, cases / (cases + error), 1e-5);
      for (const form of ["1,1", "2,1", "3,1"] as const) {
        close(forms[form].low, profiles[form][0], 1e-5);
        close(forms[form].high, profiles[form][1], 1e-5);
      }
      const k = values[0].length;
      close(forms["2,k"].value, cases / (cases + (raters + error) / k), 1e-5);
    });
  },
);

describe("REML of a complete table", () => {
  it("is ANOVA where no component is negative", () => {
    const [reml, anova] = [incompleteIcc(shroutFleiss), intraclassCorrelation(shroutFleiss)];
    for (const form of ["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"] as const) {
      expect(reml.forms[form].value).toBeCloseTo(anova.forms[form].value!, 6);
    }
    for (const part of ["cases", "raters", "error"] as const) {
      expect(reml.components![part]).toBeCloseTo(anova.components![part], 5);
    }
    expect(reml.standardErrorOfMeasurement).toBeCloseTo(anova.standardErrorOfMeasurement!, 6);
  });
});

describe("incomplete intraclass correlation", () => {
  const reasonOf = (values: Readings) => incompleteIcc(values).forms["2,1"].reason;
  it("is given with a reason where readings do not tell", () => {
    expect(reasonOf([])).toBe("TOO_FEW_CASES");
    expect(reasonOf([[1, 2, null]])).toBe("TOO_FEW_CASES");
    expect(
      reasonOf([
        [1, null],
        [2, null],
      ]),
    ).toBe("ONE_RATER");
    expect(
      reasonOf([
        [1, null],
        [null, 2],
        [3, null],
      ]),
    ).toBe("NO_PAIRS");
    expect(
      reasonOf([
        [1, 1, null],
        [1, null, 1],
      ]),
    ).toBe("NO_VARIANCE");
  });
  it("gives (1,1) also where raters and error cannot be told apart", () => {
    const chain = [
      [1, 1.2, null, null],
      [null, 3, 3.3, null],
      [null, null, 7, 6.9],
    ];
    const { forms, components } = incompleteIcc(chain);
    expect([forms["2,1"].reason, forms["3,k"].reason]).toEqual(["RATERS_CONFOUNDED", "RATERS_CONFOUNDED"]);
    expect(forms["1,1"].value).toBeGreaterThan(0.98);
    expect(components).toBeNull();
    const shifted = [1, 5, 2, 8, 4].map((x, i) => [x, x + 1, i > 1 ? x + 3 : null]);
    expect(reasonOf(shifted)).toBe("NO_ERROR");
  });
  it("is 1 where all who read a case say the same", () => {
    const { forms, components } = incompleteIcc([
      [1, 1, null],
      [null, 4, 4],
      [6, 6, 6],
    ]);
    for (const form of Object.values(forms)) expect(form).toMatchObject({ value: 1, low: 1, high: 1 });
    expect(components).toEqual({ cases: expect.closeTo(19 / 3, 10), raters: 0, error: 0 });
  });
  it("does not depend on the order of cases and raters, nor on the unit", () => {
    const values = golden.tables["some readings missing"].values;
    const turned = [...values].reverse().map((row) => [...row].reverse().map((x) => x && 1000 * x));
    const [a, b] = [incompleteIcc(values), incompleteIcc(turned)];
    expect(b.forms["2,1"].value).toBeCloseTo(a.forms["2,1"].value!, 6);
    expect(b.forms["2,1"].low).toBeCloseTo(a.forms["2,1"].low!, 6);
    expect(b.components!.error).toBeCloseTo(1e6 * a.components!.error, 0);
  });
});

describe("Krippendorff's alpha of measurements", () => {
  const values = golden.tables["some cases with one reading"].values;
  it("is that of the sums over pairs, on the interval scale", () => {
    const slow = krippendorffAlpha(countVotes(tableOfUnits(values)), "interval");
    const { ci, ...found } = intervalAlpha(values);
    expect(found).toEqual({
      value: expect.closeTo(slow.value!, 12),
      reason: null,
      disagreement: expect.closeTo(slow.disagreement!, 10),
      chanceDisagreement: expect.closeTo(slow.chanceDisagreement!, 10),
      units: slow.units,
    });
    expect(ci.low!).toBeLessThan(found.value!);
    expect(ci.high!).toBeGreaterThan(found.value!);
  });
  it("is null with a reason where nothing was read twice or nothing varies", () => {
    expect(
      intervalAlpha([
        [1, null],
        [null, 2],
      ]).reason,
    ).toBe("NO_PAIRS");
    expect(
      intervalAlpha([
        [0.1, 0.1],
        [0.1, 0.1],
      ]).reason,
    ).toBe("NO_VARIANCE");
    expect(intervalAlpha([])).toMatchObject({ value: null, ci: { reason: "NO_PAIRS" } });
  });
});

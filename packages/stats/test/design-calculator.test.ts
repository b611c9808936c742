import { createRandom, noteText, UsageError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { mean } from "../src/inference/descriptive.ts";
import { designCalculator } from "../src/simulation/design-calculator.ts";
import { momentComponents } from "../src/simulation/moment-components.ts";
import { polarScores } from "./polar-rows.ts";
import { dice, hd95, row, simpleStudy } from "./study-fixture.ts";

const noise = { tau: 1, mu: 0, sigma: 1, arcDrop: 0 };

describe("moment components", () => {
  it("recovers crossed components, a fifth of the values missing, without bias", () => {
    const truth = { unit: 4, column: 1, rest: 0.25 };
    const found = Array.from({ length: 200 }, (_, study) => {
      const random = createRandom(11, study);
      const units = Array.from({ length: 15 }, () => Math.sqrt(truth.unit) * random.normal());
      const columns = Array.from({ length: 8 }, () => Math.sqrt(truth.column) * random.normal());
      const cells = units.flatMap((unit, i) =>
        columns.map((column, j) => ({
          i,
          j,
          value: 10 + unit + column + Math.sqrt(truth.rest) * random.normal(),
        })),
      );
      const kept = cells.filter(() => random.next() < 0.8);
      return momentComponents(
        kept.map(({ value }) => value),
        [
          (p, q) => (kept[p].i === kept[q].i ? 1 : 0),
          (p, q) => (kept[p].j === kept[q].j ? 1 : 0),
          (p, q) => (p === q ? 1 : 0),
        ],
      );
    });
    const averages = [0, 1, 2].map((at) => mean(found.map((one) => one[at])));
    expect(averages[0] / truth.unit).toBeCloseTo(1, 0.7);
    expect(Math.abs(averages[1] - truth.column)).toBeLessThan(0.12);
    expect(Math.abs(averages[2] - truth.rest)).toBeLessThan(0.1);
  });

  it("is 0 where nothing varies, and where the equations leave a component open", () => {
    const same = (p: number, q: number) => (p === q ? 1 : 0);
    expect(momentComponents([2, 2, 2], [same])).toEqual([0]);
    const [first, second] = momentComponents([1, 2, 3, 4], [same, same]);
    expect(first + second).toBeCloseTo(5 / 3, 10);
  });
});

describe("design calculator", () => {
  const twice = polarScores({ raters: 2, sessions: 2, cases: 12 }, noise, 5, 1);

  it("lists the scenarios, and the one asked for", () => {
    const { scenarios } = designCalculator(twice, { cases: 40, replicates: 2 });
    expect(scenarios).toEqual([
      { name: "current", raters: 2, sessions: 2, cases: 12, repeating: 2 },
      { name: "one more rater", raters: 3, sessions: 2, cases: 12, repeating: 3 },
      { name: "one more session", raters: 2, sessions: 3, cases: 12, repeating: 2 },
      { name: "twenty more cases", raters: 2, sessions: 2, cases: 32, repeating: 2 },
      { name: "asked for", raters: 2, sessions: 2, cases: 40, repeating: 2 },
    ]);
    expect(designCalculator(twice, { replicates: 2 }).scenarios).toHaveLength(4);
  });

  it("two raters with repeats: a third is foretold by the noise model, and it is said", () => {
    const { rows, components, notes } = designCalculator(twice, { replicates: 60 });
    expect(rows[0].inter.randomRaters).toBeNull();
    expect(rows[1].inter.randomRaters!.mean).toBeGreaterThan(rows[1].inter.fixedRaters!.mean);
    expect(components[0].inter!.source).toBe("noise model");
    expect(notes.map(noteText).join(" ")).toContain("this project's derivation");
  });

  it("one session: no upper bound with any rater, and nothing invented for a second session", () => {
    const once = simpleStudy([0.8, 0.85, 0.9, 0.82], [], []);
    const { rows, notes } = designCalculator(once, { replicates: 10 });
    expect(rows.map(({ intra }) => [intra.fixedRaters, intra.randomRaters])).toEqual(
      Array(4).fill([null, null]),
    );
    expect(rows[1].inter.randomRaters).toBeNull();
    expect(notes.map(noteText).join(" ")).toContain("no rater annotated a case twice");
  });

  it("a metric without noise model has widths and no PGT interval", () => {
    const values = [4.2, 5.5, 3.1, 6.0, 4.4];
    const study = simpleStudy(
      values,
      values.map((one) => one / 2),
      [],
      {
        ...hd95,
        definition: { ...hd95.definition, range: [0, Number.POSITIVE_INFINITY] },
      },
    );
    const { rows } = designCalculator(study, { replicates: 20 });
    expect(rows[0].inter.fixedRaters!.mean).toBeGreaterThan(0);
    expect(rows[0].pgt).toBeNull();
  });

  it("repeats by seed, and does not depend on the order of the rows", () => {
    const options = { raters: 3, replicates: 10, seed: 4 };
    const first = designCalculator(twice, options);
    expect(designCalculator(twice, options)).toEqual(first);
    expect(designCalculator({ ...twice, rows: [...twice.rows].reverse() }, options).rows).toEqual(first.rows);
    expect(designCalculator(twice, { ...options, seed: 5 }).rows).not.toEqual(first.rows);
  });

  it("identical masks: intervals of width 0", () => {
    const { rows } = designCalculator(simpleStudy([1, 1, 1], [1, 1, 1], []), { replicates: 5 });
    expect(rows[0].inter.fixedRaters).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it("refuses sizes that no study has, and tables that say nothing", () => {
    for (const wrong of [{ raters: 0 }, { sessions: 1.5 }, { cases: 1 }, { raters: 5000, cases: 5000 }]) {
      expect(() => designCalculator(twice, wrong)).toThrow(UsageError);
    }
    const nothing = {
      rows: [row("c1", "a", "m", 0.9), row("c2", "a", "m", 0.8)],
      raters: ["a"],
      models: ["m"],
      metrics: [dice],
    };
    expect(() => designCalculator(nothing)).toThrow(/found none/);
  });
});

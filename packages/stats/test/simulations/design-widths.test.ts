import { describe, expect, it } from "vitest";
import { mean } from "../../src/inference/descriptive.ts";
import { meanInterval } from "../../src/inference/interval.ts";
import { pgtInterval } from "../../src/interval/pgt-interval.ts";
import { randomRatersInterval } from "../../src/interval/random-raters.ts";
import { interRater } from "../../src/interval/reliability.ts";
import { labelScores } from "../../src/scores/label-scores.ts";
import { designCalculator } from "../../src/simulation/design-calculator.ts";
import { polarScores } from "../polar-rows.ts";

const noise = { tau: 1, mu: 0, sigma: 1, arcDrop: 0 };
const widthOf = (interval: { low: number | null; high: number | null }) => interval.high! - interval.low!;

describe("design calculator against brute force", () => {
  const base = { raters: 4, sessions: 1, cases: 16 };
  const asked = { raters: 5, sessions: 1, cases: 30 };
  /** Widths that simulated studies of a design really get. */
  const brute = (design: typeof base) => {
    const studies = Array.from({ length: 120 }, (_, k) => polarScores(design, noise, 7, k));
    const widths = studies.map((study) => {
      const [{ tensor, inter }] = labelScores(study);
      const randomRaters = randomRatersInterval(study.raters, (some) => interRater(tensor, some), [0, 1])!;
      return [widthOf(meanInterval([...inter.byCase.values()], [0, 1])), widthOf(randomRaters)];
    });
    return [0, 1].map((at) => mean(widths.map((one) => one[at])));
  };
  /** Expectations of the calculator, from studies of the base design; one study is itself a draw. */
  const predictions = Array.from({ length: 100 }, (_, k) =>
    designCalculator(polarScores(base, noise, 9, k), { ...asked, replicates: 8 }),
  );
  const predicted = (scenario: string) => {
    const rows = predictions.map(({ rows }) => rows.find((one) => one.scenario === scenario)!);
    return [
      mean(rows.map(({ inter }) => inter.fixedRaters!.mean)),
      mean(rows.map(({ inter }) => inter.randomRaters!.mean)),
    ];
  };

  it.each([
    ["current", base],
    ["one more rater", { ...base, raters: 5 }],
    ["asked for", asked],
  ])("%s: widths about those that such studies get", (scenario, design) => {
    const [fixedRaters, randomRaters] = brute(design);
    expect(predicted(scenario)[0] / fixedRaters).toBeGreaterThan(0.8);
    expect(predicted(scenario)[0] / fixedRaters).toBeLessThan(1.2);
    // The spread between four raters is known to a factor of two: hundred studies leave a tenth.
    expect(predicted(scenario)[1] / randomRaters).toBeGreaterThan(0.75);
    expect(predicted(scenario)[1] / randomRaters).toBeLessThan(1.3);
  });
});

describe("design calculator of a study as it is", () => {
  it("meets the interval that the study has now", () => {
    const study = polarScores({ raters: 4, sessions: 1, cases: 16 }, noise, 9, 3);
    const now = widthOf(meanInterval([...labelScores(study)[0].inter.byCase.values()], [0, 1]));
    const { rows } = designCalculator(study, { replicates: 300 });
    expect(rows[0].scenario).toBe("current");
    expect(rows[0].inter.fixedRaters!.mean / now).toBeGreaterThan(0.9);
    expect(rows[0].inter.fixedRaters!.mean / now).toBeLessThan(1.1);
    expect(rows[0].inter.fixedRaters!.low).toBeLessThan(rows[0].inter.fixedRaters!.mean);
    expect(rows[0].inter.fixedRaters!.high).toBeGreaterThan(rows[0].inter.fixedRaters!.mean);
  });

  it("now has the width of the interval that the tool gives, with repeats and without", () => {
    for (const sessions of [2, 1]) {
      const study = polarScores({ raters: 3, sessions, cases: 40 }, noise, 6, sessions);
      const { corrected } = pgtInterval(study).bounds[0];
      const { pgt } = designCalculator(study, { replicates: 200 }).rows[0];
      expect(pgt!.mean / widthOf(corrected!)).toBeGreaterThan(0.75);
      expect(pgt!.mean / widthOf(corrected!)).toBeLessThan(1.33);
    }
  });
});

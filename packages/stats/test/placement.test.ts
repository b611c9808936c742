import { describe, expect, it } from "vitest";
import { casesNeeded } from "../src/interval/bound-comparison.ts";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import { type Placement, placeModel } from "../src/interval/placement.ts";
import {
  type Evidence,
  type Position,
  placementRules,
  placementState,
} from "../src/interval/placement-state.ts";
import { labelScores } from "../src/scores/label-scores.ts";
import { caseName, dice, hd95, row, simpleStudy } from "./study-fixture.ts";

/** Twelve cases around `centre`, in steps that average out. */
function around(centre: number, step = 0.004): number[] {
  return Array.from({ length: 12 }, (_, i) => centre + step * (((i * 5) % 12) - 5.5));
}

function place(inter: number[], intra: (number | undefined)[], model: number[], metric = dice): Placement {
  return pgtInterval(simpleStudy(inter, intra, model, metric)).models[0];
}

const wiggle = (values: number[], by: number) => values.map((value, i) => value + (i % 2 === 0 ? by : -by));
const none = new Array(12).fill(undefined);
const inter = around(0.8);
const intra = around(0.9);

describe("states of docs/methods/placing-models.md from scores", () => {
  it.each([
    ["BELOW", place(inter, intra, wiggle(around(0.7), 0.01))],
    ["AT_LOWER", place(inter, intra, wiggle(around(0.801), 0.01))],
    ["INSIDE", place(inter, intra, wiggle(around(0.85), 0.01))],
    ["AT_UPPER", place(inter, intra, wiggle(around(0.901), 0.01))],
    ["ABOVE_INTRA", place(inter, intra, wiggle(around(0.95), 0.01))],
    ["CONTRADICTORY", place(intra, inter, wiggle(around(0.85), 0.01))],
    ["INCONCLUSIVE", place(inter, wiggle(around(0.81), -0.1), wiggle(around(0.805), 0.1))],
    ["BELOW", place(inter, none, around(0.7))],
    ["AT_LOWER", place(inter, none, wiggle(around(0.801), 0.01))],
    ["ABOVE_INTER", place(inter, none, around(0.85))],
    ["INCONCLUSIVE", place([0.8], [0.9], [0.85])],
    ["INCONCLUSIVE", place([0.8, 0.801], [0.9, 0.901], [0.7, 0.701])],
    ["NOT_PLACED", place(inter, intra, [])],
  ])("%s", (state, placement) => {
    expect(placement.state).toBe(state);
  });

  it("places distances the other way round: smaller is better", () => {
    const states = [9, 5.01, 4, 3.01, 2].map(
      (mm) => place(around(5, 0.02), around(3, 0.02), wiggle(around(mm, 0.02), 0.1), hd95).state,
    );
    expect(states).toEqual(["BELOW", "AT_LOWER", "INSIDE", "AT_UPPER", "ABOVE_INTRA"]);
  });

  it("knows no lower bound with one rater", () => {
    const rows = around(0.7).flatMap((value, i) => [
      row(caseName(i), "a", "a#2", 0.9 + i / 1000),
      row(caseName(i), "a", "m", value),
    ]);
    const [placement] = pgtInterval({ rows, raters: ["a"], models: ["m"], metrics: [dice] }).models;
    expect(placement).toMatchObject({ state: "BELOW_INTRA", lower: null, n: 12, expected: 12 });
  });

  it("takes what differs by rounding alone for equal", () => {
    const third = new Array(12).fill(0.3);
    const sum = new Array(12).fill(0.1 + 0.2);
    expect(sum[0]).not.toBe(third[0]);
    const placement = place(third, none, sum);
    expect(placement.state).toBe("AT_LOWER");
    expect(placement.lower!.raw.p).toBe(1);
  });

  it("says how many cases would be needed", () => {
    const { state, text } = place(inter, wiggle(around(0.81), -0.1), wiggle(around(0.805), 0.1));
    expect(state).toBe("INCONCLUSIVE");
    expect(Number(/about (\d+) cases/.exec(text)?.[1])).toBeGreaterThan(12);
  });
});

describe("rules", () => {
  const positions: Position[] = ["below", "at", "above", "unknown", "absent"];
  const stateOf = (lower: Position, upper: Position, boundsInverted = false) =>
    placementState({ lower, upper, boundsInverted, casesNeeded: null }).state;

  it("meet every combination, and each rule is met by one", () => {
    const all: Evidence[] = positions.flatMap((lower) =>
      positions.flatMap((upper) =>
        [null, { rater: "a", finding: "half" as const, n: 12, metric: "dice" }].flatMap((leak) =>
          [false, true].map((boundsInverted) => ({ lower, upper, leak, boundsInverted, casesNeeded: 40 })),
        ),
      ),
    );
    const met = new Set(all.map((evidence) => placementState(evidence).state));
    expect(met).toEqual(new Set(placementRules.map(({ state }) => state)));
    for (const evidence of all) expect(placementState(evidence).text).toMatch(/\.$/);
  });

  it("stand in this order of precedence", () => {
    expect(placementRules.map(({ state }) => state)).toEqual([
      "NOT_PLACED",
      "CONTRADICTORY",
      "LEAK_SUSPECTED",
      "INCONCLUSIVE",
      "BELOW",
      "AT_LOWER",
      "AT_UPPER",
      "ABOVE_INTRA",
      "INSIDE",
      "ABOVE_INTER",
      "BELOW_INTRA",
    ]);
  });

  it("decide the first where several match", () => {
    expect(stateOf("below", "below", true)).toBe("CONTRADICTORY");
    expect(stateOf("at", "at", true)).toBe("CONTRADICTORY");
    expect(stateOf("below", "above")).toBe("CONTRADICTORY");
    expect(stateOf("at", "at")).toBe("INCONCLUSIVE");
    expect(stateOf("below", "at")).toBe("BELOW");
    expect(stateOf("below", "unknown")).toBe("BELOW");
    expect(stateOf("at", "unknown")).toBe("INCONCLUSIVE");
    expect(stateOf("at", "above")).toBe("AT_LOWER");
    expect(stateOf("above", "at")).toBe("AT_UPPER");
    expect(stateOf("absent", "above")).toBe("ABOVE_INTRA");
  });
});

describe("cases needed", () => {
  const difference = (value: number, halfWidth: number) => ({
    difference: value,
    low: value - halfWidth,
    high: value + halfWidth,
    n: 12,
    p: 0.1,
    pAdjusted: 0.1,
    raw: { low: value - halfWidth, high: value + halfWidth, p: 0.1 },
  });
  it("are those at which one of the two intervals leaves zero", () => {
    expect(casesNeeded(difference(-21, 23.2), difference(-20.4, 23.1))).toBe(15);
    expect(casesNeeded(difference(-1, 3), difference(-2, 3))).toBe(27);
  });
  it("are not named beyond a million, or where there is no difference", () => {
    expect(casesNeeded(difference(0, 3), difference(1e-3, 3))).toBeNull();
    expect(casesNeeded(difference(0, 3), difference(0, 3))).toBeNull();
  });
});

describe("a model equal to a rater", () => {
  /** m is a copy of a: it scores 1 against a, and what a scores against b and c. */
  const rows = Array.from({ length: 15 }, (_, i) => {
    const [ab, ac, bc] = [0.8 + i / 100, 0.85 - i / 200, 0.82 + (i % 4) / 100];
    const id = caseName(i);
    return [
      row(id, "a", "b", ab),
      row(id, "a", "c", ac),
      row(id, "b", "c", bc),
      row(id, "a", "m", 1),
      row(id, "b", "m", ab),
      row(id, "c", "m", ac),
    ];
  }).flat();
  const raters = ["a", "b", "c"];

  it("scores 1 against that rater, which lifts its mean over raters", () => {
    const [placement] = pgtInterval({ rows, raters, models: ["m"], metrics: [dice] }).models;
    const expected = rows.filter(({ b }) => b === "m").reduce((sum, { value }) => sum + value! / 45, 0);
    expect(placement.estimate).toBeCloseTo(expected, 12);
    expect(placement.state).toBe("ABOVE_INTER");
  });

  it("lies exactly at inter|r of another rater, if that rater has no third to agree with", () => {
    const study = { rows, raters: ["a", "b"], models: ["m"], metrics: [dice] };
    const [placement] = placeModel("m", labelScores(study), study.raters, { rater: "b" });
    expect(placement).toMatchObject({ state: "AT_LOWER", reference: "b" });
    expect(placement.lower).toMatchObject({ difference: 0, low: 0, high: 0, pAdjusted: 1 });
  });

  it("is compared with inter|r, the mean of b's agreement with a and c, when judged against b", () => {
    const [placement] = placeModel("m", labelScores({ rows, raters, metrics: [dice] }), raters, {
      rater: "b",
    });
    const differences = Array.from({ length: 15 }, (_, i) => (0.8 + i / 100 - (0.82 + (i % 4) / 100)) / 2);
    expect(placement.lower!.difference).toBeCloseTo(
      differences.reduce((sum, d) => sum + d / 15, 0),
      12,
    );
  });
});

describe("multiplicity", () => {
  /** Label 1: weak evidence for being above inter. Label 2: none. */
  const study = {
    ...simpleStudy(inter, none, []),
    rows: inter.flatMap((value, i) => {
      const weak = value + 0.01 + (i % 2 ? 0.012 : -0.012) + (i < 2 ? -0.004 : 0);
      const noise = value + (i % 2 ? 0.02 : -0.02);
      return [1, 2].flatMap((label) =>
        [row(caseName(i), "a", "b", value), row(caseName(i), "a", "m", label === 1 ? weak : noise)].map(
          (entry) => ({ ...entry, label }),
        ),
      );
    }),
  };
  it("widens the interval by the number of labels and bounds, and shows the raw one beside it", () => {
    const { models } = pgtInterval(study);
    const lower = models[0].lower!;
    const alone = pgtInterval({ ...study, labels: [{ label: 1, name: "kidney" }] }).models[0].lower!;
    expect(alone.pAdjusted).toBe(alone.raw.p);
    expect(lower.raw).toEqual(alone.raw);
    expect(lower.pAdjusted).toBeCloseTo(2 * lower.raw.p!, 12);
    expect(lower.low!).toBeLessThan(lower.raw.low!);
    expect(lower.high!).toBeGreaterThan(lower.raw.high!);
  });
  it("has the adjusted interval exclude zero exactly if the adjusted p is below .05", () => {
    for (const { lower } of pgtInterval(study).models) {
      expect(lower!.low! > 0 || lower!.high! < 0).toBe(lower!.pAdjusted! < 0.05);
    }
  });
});

describe("what the text of a state gives as its reason", () => {
  const study = simpleStudy(inter, intra, wiggle(around(0.8), 0.01));
  it("a model made from every rater is not placed because of that", () => {
    // Comparisons with a rater that a model was made from are not made.
    const rows = study.rows.filter(({ a, b }) => a !== "m" && b !== "m");
    const [placed] = pgtInterval({ ...study, rows, lineage: { m: ["a", "b"] } }).models;
    expect(placed).toMatchObject({
      state: "NOT_PLACED",
      text: expect.stringMatching(/masks of every rater/),
    });
  });
  it("a margin that comes from the data that are tested says so, one that is given does not", () => {
    const [own] = pgtInterval(study).models;
    expect(own.equivalence?.marginFrom).toBe("bracket");
    expect(own.text).toMatch(/within 0\.030 \(a margin from these same data: .* but at most 0\.03;/);
    const [given] = pgtInterval({ ...study, equivalenceMargin: { dice: 0.02 } }).models;
    expect(given.text).toMatch(/within 0\.020 \(two one-sided tests/);
  });
});

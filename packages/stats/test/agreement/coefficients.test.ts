import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { undefinedReasons } from "../../src/agreement/coefficient.ts";
import { fleissKappa } from "../../src/agreement/fleiss-kappa.ts";
import { gwetAc } from "../../src/agreement/gwet-ac.ts";
import { krippendorffAlpha } from "../../src/agreement/krippendorff-alpha.ts";
import {
  conformityIndex,
  pairOverlaps,
  percentAgreement,
  specificAgreement,
} from "../../src/agreement/overlap-agreement.ts";
import { cohenKappa, congerKappa } from "../../src/agreement/rater-kappa.ts";
import { countTable, countVotes, ratingTable, tableOfUnits } from "../../src/agreement/rating-table.ts";
import { fleiss, krippendorff, masksInARow, paradox } from "./golden-ratings.ts";

const fleissTable = countTable(
  [1, 2, 3, 4, 5],
  fleiss.map((counts) => ({ counts, units: 1 })),
);
const units12 = tableOfUnits(krippendorff);
const paradoxTable = ratingTable(paradox);

describe("published values", () => {
  it.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
    ["ratio", 0.797],
  ] as const)("Krippendorff's alpha of the canonical 4 x 12 table, %s", (scale, alpha) => {
    expect(krippendorffAlpha(countVotes(units12), scale).value).toBeCloseTo(alpha, 3);
  });
  it("Fleiss' kappa and AC1 of 10 units, 14 raters, 5 categories", () => {
    expect(fleissKappa(fleissTable).value).toBeCloseTo(0.2099, 4);
    expect(gwetAc(fleissTable).value).toBeCloseTo(0.2256, 4);
  });
  it("118 / 5 / 2 / 0: high agreement, and kappas below zero", () => {
    const counts = countVotes(paradoxTable);
    expect(percentAgreement(counts).value).toBeCloseTo(0.944, 4);
    expect(cohenKappa(paradoxTable).value).toBeCloseTo(-0.0234, 4);
    expect(fleissKappa(counts).value).toBeCloseTo(-0.0288, 4);
    expect(gwetAc(counts).value).toBeCloseTo(0.9408, 4);
    expect(krippendorffAlpha(counts).value).toBeCloseTo(-0.0247, 4);
  });
  it("three masks in a row: GCI, mean pairwise Jaccard and Dice", () => {
    const table = tableOfUnits(masksInARow);
    const pairs = pairOverlaps(table, 1);
    const meanOf = (key: "dice" | "jaccard") => pairs.reduce((sum, pair) => sum + pair[key].value!, 0) / 3;
    expect(conformityIndex(countVotes(table), 1).value).toBeCloseTo(0.75, 12);
    expect(meanOf("jaccard")).toBeCloseTo(0.751515, 6);
    expect(meanOf("dice")).toBeCloseTo(0.855556, 6);
    // 2 (9 + 8 + 7) / (20 + 18 + 18)
    expect(specificAgreement(countVotes(table), 1).value).toBeCloseTo(48 / 56, 12);
  });
  it("AC1, AC2 and Conger's kappa with missing ratings (irrCAC, cac.raw4raters)", () => {
    const counts = countVotes(units12);
    const ac1 = gwetAc(counts);
    expect(ac1.value).toBeCloseTo(0.77544, 5);
    expect(1 - ac1.disagreement!).toBeCloseTo(0.81818, 5);
    expect(1 - ac1.chanceDisagreement!).toBeCloseTo(0.19032, 5);
    expect(ac1.units).toBe(11);
    const ac2 = gwetAc(counts, "quadratic");
    expect(ac2.value).toBeCloseTo(0.914, 3);
    expect(1 - ac2.disagreement!).toBeCloseTo(0.97538, 5);
    expect(1 - ac2.chanceDisagreement!).toBeCloseTo(0.7137, 4);
    expect(congerKappa(units12).value).toBeCloseTo(0.76282, 5);
  });
  it("Cohen's kappa of three categories (irrCAC, cont3x3abstractors)", () => {
    const table = [
      [13, 0, 0],
      [0, 20, 7],
      [0, 4, 56],
    ];
    const patterns = table.flatMap((row, i) => row.map((units, j) => ({ ratings: [i, j], units })));
    expect(cohenKappa(ratingTable(patterns)).value).toBeCloseTo(0.7964094, 7);
  });
});

/** Formulas as they are written, on one row a unit. */
describe("against the textbook forms on random ratings", () => {
  const random = createRandom(1, 0);
  const draw = (missing: number) =>
    Array.from({ length: 40 }, () => {
      const truth = random.nextBelow(4);
      return Array.from({ length: 5 }, () =>
        random.next() < missing ? null : random.next() < 0.6 ? truth : random.nextBelow(4),
      );
    });
  const full = draw(0) as number[][];
  const holes = draw(0.3);
  const categories = [0, 1, 2, 3];
  const share = (rows: readonly (readonly (number | null)[])[], c: number) => {
    const all = rows.flat().filter((rating) => rating !== null);
    return all.filter((rating) => rating === c).length / all.length;
  };

  it("Fleiss: 1 - (1 - P̄) / (1 - P_e)", () => {
    const p = full.map((row) => {
      const squares = categories.reduce((sum, c) => sum + row.filter((r) => r === c).length ** 2, 0);
      return (squares - 5) / 20;
    });
    const mean = p.reduce((a, b) => a + b) / p.length;
    const chance = categories.reduce((sum, c) => sum + share(full, c) ** 2, 0);
    const table = countVotes(tableOfUnits(full));
    expect(fleissKappa(table).value).toBeCloseTo((mean - chance) / (1 - chance), 12);
  });
  it("alpha: the mean squared difference of all pairs of ratings, within units and over all", () => {
    const units = holes.map((row) => row.filter((r) => r !== null)).filter((row) => row.length > 1);
    let within = 0;
    for (const row of units) {
      let sum = 0;
      for (const a of row) for (const b of row) sum += (a - b) ** 2;
      within += sum / (row.length - 1);
    }
    const all = units.flat();
    let over = 0;
    for (const a of all) for (const b of all) over += (a - b) ** 2;
    const alpha = 1 - ((all.length - 1) * within) / over;
    expect(krippendorffAlpha(countVotes(tableOfUnits(holes)), "interval").value).toBeCloseTo(alpha, 12);
  });
  it("Conger is Cohen for two raters, and with quadratic weights too", () => {
    const two = tableOfUnits(holes.map((row) => row.slice(0, 2)));
    const both = tableOfUnits(holes.map((row) => row.slice(0, 2)).filter((row) => !row.includes(null)));
    expect(cohenKappa(two).value).toBeCloseTo(congerKappa(both).value!, 12);
    expect(cohenKappa(two, [0, 1], "quadratic").value).toBeCloseTo(congerKappa(both, "quadratic").value!, 12);
  });
  it("quadratic and linear kappas are invariant to the unit; ordinal weights of three are 0, 1/3, 1", () => {
    const scaled = tableOfUnits(full.map((row) => row.map((r) => 10 * r)));
    for (const kind of ["linear", "quadratic", "ordinal"] as const) {
      expect(congerKappa(scaled, kind).value).toBeCloseTo(congerKappa(tableOfUnits(full), kind).value!, 12);
    }
    const near = ratingTable([{ ratings: [1, 2], units: 1 }], [1, 2, 3]);
    expect(congerKappa(near, "ordinal").disagreement).toBeCloseTo(1 / 3, 12);
  });
  it("does not depend on the order of units, raters or category values' names", () => {
    const reversed = tableOfUnits([...holes].reverse().map((row) => [...row].reverse()));
    const renamed = tableOfUnits(holes.map((row) => row.map((r) => (r === null ? null : 7 - r))));
    for (const other of [reversed, renamed]) {
      expect(krippendorffAlpha(countVotes(other)).value).toBeCloseTo(
        krippendorffAlpha(countVotes(tableOfUnits(holes))).value!,
        12,
      );
      expect(gwetAc(countVotes(other)).value).toBeCloseTo(gwetAc(countVotes(tableOfUnits(holes))).value!, 12);
    }
  });
});

describe("a hundred million voxels", () => {
  it("cost nothing and lose no precision: one disagreement in 1e8", () => {
    const table = countVotes(
      ratingTable([
        { ratings: [0, 0, 0], units: 99_999_899 },
        { ratings: [1, 1, 1], units: 100 },
        { ratings: [0, 0, 1], units: 1 },
      ]),
    );
    // D_o = (2/3) / 1e8; p_1 = 301 / 3e8; D_e = 2 p (1 - p).
    const p = 301 / 3e8;
    const kappa = 1 - 2 / 3 / 1e8 / (2 * p * (1 - p));
    expect(fleissKappa(table).value).toBeCloseTo(kappa, 14);
    expect(krippendorffAlpha(table).value).toBeCloseTo(kappa, 8);
  });
  it("multiplicity is the same as repetition", () => {
    const thrice = ratingTable(
      tableOfUnits(krippendorff).patterns.map((pattern) => ({ ...pattern, units: 3 })),
    );
    const repeated = tableOfUnits([...krippendorff, ...krippendorff, ...krippendorff]);
    for (const scale of ["nominal", "ordinal", "interval", "ratio"] as const) {
      expect(krippendorffAlpha(countVotes(thrice), scale).value).toBeCloseTo(
        krippendorffAlpha(countVotes(repeated), scale).value!,
        12,
      );
    }
  });
});

describe("undefined, with a reason", () => {
  const onlyOnes = ratingTable([{ ratings: [1, 1, 1], units: 9 }], [0, 1]);
  const oneRater = ratingTable([{ ratings: [1], units: 4 }], [0, 1]);
  const empty = ratingTable([], [0, 1]);

  it("one category: kappas and alpha have no meaning, AC1 and percent agreement are 1", () => {
    for (const result of [
      fleissKappa(countVotes(onlyOnes)),
      krippendorffAlpha(countVotes(onlyOnes)),
      congerKappa(onlyOnes),
    ]) {
      expect(result).toMatchObject({ value: null, reason: "ONE_CATEGORY", disagreement: 0 });
    }
    expect(gwetAc(countVotes(onlyOnes)).value).toBe(1);
    expect(gwetAc(countVotes(ratingTable(onlyOnes.patterns))).reason).toBe("ONE_CATEGORY");
    expect(percentAgreement(countVotes(onlyOnes)).value).toBe(1);
    expect(conformityIndex(countVotes(onlyOnes), 0)).toEqual({ value: null, reason: "EMPTY" });
    expect(specificAgreement(countVotes(onlyOnes), 0)).toEqual({ value: null, reason: "EMPTY" });
  });
  it("one rater, and no units at all", () => {
    expect(fleissKappa(countVotes(oneRater)).reason).toBe("ONE_RATER");
    expect(congerKappa(oneRater).reason).toBe("ONE_RATER");
    for (const table of [oneRater, empty]) {
      expect(krippendorffAlpha(countVotes(table)).reason).toBe("NO_PAIRS");
      expect(gwetAc(countVotes(table)).reason).toBe("NO_PAIRS");
      expect(percentAgreement(countVotes(table)).reason).toBe("NO_PAIRS");
      expect(conformityIndex(countVotes(table), 1).reason).toBe("EMPTY");
    }
    expect(fleissKappa(countVotes(empty)).reason).toBe("NO_PAIRS");
    expect(cohenKappa(empty).reason).toBe("NO_PAIRS");
  });
  it("Fleiss' kappa of a varying number of raters", () => {
    expect(fleissKappa(countVotes(units12)).reason).toBe("UNEQUAL_RATERS");
  });
  it("every reason has words", () => {
    for (const text of Object.values(undefinedReasons)) expect(text.length).toBeGreaterThan(10);
  });
  it("identical masks agree completely", () => {
    const table = ratingTable([
      { ratings: [0, 0, 0], units: 50 },
      { ratings: [1, 1, 1], units: 7 },
    ]);
    const counts = countVotes(table);
    expect([fleissKappa, gwetAc, krippendorffAlpha].map((of) => of(counts).value)).toEqual([1, 1, 1]);
    expect([congerKappa(table).value, conformityIndex(counts, 1).value]).toEqual([1, 1]);
  });
});

describe("wrong tables", () => {
  it("are refused by name", () => {
    expect(() => ratingTable([{ ratings: [1, 5], units: 1 }], [0, 1])).toThrow(/rating 5 .* 0, 1/);
    expect(() =>
      ratingTable([
        { ratings: [1, 0], units: 1 },
        { ratings: [1], units: 1 },
      ]),
    ).toThrow(/2 and 1 ratings/);
    expect(() => ratingTable([{ ratings: [1, 0], units: -1 }])).toThrow(/-1 found/);
    expect(() => cohenKappa(paradoxTable, [0, 2])).toThrow(/from 0 to 1/);
    const negative = tableOfUnits([
      [-1, 1],
      [1, 1],
    ]);
    expect(() => krippendorffAlpha(countVotes(negative), "ratio")).toThrow(/-1 found/);
  });
});

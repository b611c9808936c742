import { type MaskRow, parseMetric, sentenceOf } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import type { WarningCode } from "../src/interval/warnings/warning.ts";
import type { MetricTraits } from "../src/scores/metric-traits.ts";
import type { StudyScores } from "../src/scores/study-scores.ts";
import { caseName, row } from "./study-fixture.ts";

const dice: MetricTraits = parseMetric("dice");
const assd: MetricTraits = parseMetric("assd");
const raters = ["a", "b", "c"];
const pairs = [
  ["a", "b"],
  ["a", "c"],
  ["b", "c"],
];

/** Twelve cases, three raters, repeats by a; distances of 2 mm between raters. */
function study(changes: Partial<StudyScores> = {}, value = (i: number) => 0.8 + i / 200): StudyScores {
  const rows = Array.from({ length: 12 }, (_, i) => [
    ...pairs.map(([k, l]) => row(caseName(i), k, l, value(i))),
    row(caseName(i), "a", "a#2", 0.9 + i / 200),
    ...pairs.map(([k, l]) => row(caseName(i), k, l, 2 + i / 100, { metric: "assd", unit: "mm" })),
  ]).flat();
  return { rows, raters, metrics: [dice, assd], ...changes };
}

const found = (of: StudyScores, code: WarningCode) =>
  pgtInterval(of).warnings.filter((warning) => warning.code === code);
const message = (of: StudyScores, code: WarningCode) => {
  const [first] = found(of, code);
  return first && sentenceOf(first);
};

const mask = (i: number, volumeMl: number, entity = "a"): MaskRow => ({
  case: caseName(i),
  label: 1,
  name: "kidney",
  entity,
  session: 1,
  volumeMl,
  areaMm2: 100,
});

it("a study without faults has no warning but W-BIAS", () => {
  const codes = pgtInterval(study()).warnings.map(({ code }) => code);
  expect(codes).toEqual(["W-BIAS"]);
});

describe("W-BIAS", () => {
  it("names the tipping point in mm, once per label", () => {
    // 2.055 mm · √(π/2) / √2 · .943
    expect(message(study(), "W-BIAS")).toMatch(/shared error of 1\.72 mm \(kidney\) on/);
    expect(found(study(), "W-BIAS")).toHaveLength(1);
  });
  it("does without where there are no millimetres", () => {
    expect(message(study({ metrics: [dice] }), "W-BIAS")).not.toMatch(/mm/);
  });
});

describe("W-NOINTER and W-NOINTRA", () => {
  const comparisons = study().rows.filter(({ metric }) => metric === "dice");
  const empty = study({ rows: [], comparisons });
  it("say that no structure is marked where masks were compared", () => {
    expect(message(empty, "W-NOINTER")).toMatch(
      /Raters annotated 12 cases in common, but no structure is marked in any of their masks/,
    );
    expect(message(empty, "W-NOINTRA")).toMatch(
      /Raters annotated 12 cases twice, but no structure is marked/,
    );
  });
  it("that nobody shares a case, or repeats one, where nothing was compared", () => {
    const nothing = study({ rows: [], comparisons: [] });
    expect(message(nothing, "W-NOINTER")).toMatch(/No masks of two raters were compared \(3 raters/);
    expect(message(nothing, "W-NOINTRA")).toMatch(/no rater annotated a case twice/);
    const one = study({ raters: ["a"] });
    expect(message(one, "W-NOINTER")).toMatch(/No case was annotated by two raters \(1 rater in the study/);
  });
  it("that all masks have a common origin", () => {
    const shared = study({ lineage: { a: ["net"], b: ["net"], c: ["net"] } });
    expect(message(shared, "W-NOINTER")).toMatch(/the same cases \(12 cases\) have masks of a common origin/);
  });
});

describe("W-COPIES", () => {
  const scored = (models: readonly string[], scoreOf: (model: string, i: number) => number) => {
    const given = study({ models });
    const rows = models.flatMap((model) =>
      [0, 1, 2].flatMap((i) => raters.map((rater) => row(caseName(i), rater, model, scoreOf(model, i)))),
    );
    return { ...given, rows: [...given.rows, ...rows] };
  };
  it("two models with the same scores in every comparison, by name", () => {
    const same = scored(["m", "n", "o"], (model, i) => 0.8 + 0.01 * i + (model === "o" ? 0.001 : 0));
    expect(message(same, "W-COPIES")).toMatch(/^m and n have the same scores in every comparison/);
  });
  it("not two that differ in one", () => {
    const one = scored(["m", "n"], (model, i) => (model === "n" && i === 2 ? 0.79 : 0.8));
    expect(found(one, "W-COPIES")).toEqual([]);
  });
});

describe("W-PREANN", () => {
  it("identical masks between raters and in repeats, once per label", () => {
    const copied = study({}, (i) => (i < 3 ? 1 : 0.8));
    expect(message(copied, "W-PREANN")).toMatch(
      /Masks are identical to the voxel in 9 of 36 comparisons between raters \(a with b: 3 of 12, a with c: 3 of 12, b with c: 3 of 12\)/,
    );
    expect(found(copied, "W-PREANN")).toHaveLength(1);
    const repeats = study();
    const rows = repeats.rows.map((entry) => (entry.a === entry.b ? { ...entry, value: 1 } : entry));
    expect(message({ ...repeats, rows }, "W-PREANN")).toMatch(
      /12 of 12 comparisons of a rater with the own repeat/,
    );
  });
  it("neither a few by chance, nor two empty masks that a convention scores as identical", () => {
    expect(
      found(
        study({}, (i) => (i < 1 ? 1 : 0.8)),
        "W-PREANN",
      ),
    ).toEqual([]);
    const masks = [0, 1, 2].flatMap((i) => raters.map((rater) => mask(i, 0, rater)));
    expect(
      found(
        study({ masks, metrics: [dice] }, (i) => (i < 3 ? 1 : 0.8)),
        "W-PREANN",
      ),
    ).toEqual([]);
  });
  it("a model whose masks equal those of a rater in every case, unless it is declared to come from them", () => {
    const against = (value: (i: number) => number) =>
      study({
        models: ["m"],
        rows: study().rows.concat(
          Array.from({ length: 12 }, (_, i) => [
            row(caseName(i), "a", "m", 0.8),
            row(caseName(i), "b", "m", value(i)),
          ]).flat(),
        ),
      });
    expect(
      found(
        against(() => 1),
        "W-PREANN",
      ),
    ).toMatchObject([{ label: 1, metric: "dice" }]);
    expect(
      message(
        against(() => 1),
        "W-PREANN",
      ),
    ).toMatch(/in every comparison of m with b \(12 cases\)/);
    expect(
      found(
        against((i) => (i < 11 ? 1 : 0.99)),
        "W-PREANN",
      ),
    ).toEqual([]);
    expect(found({ ...against(() => 1), lineage: { m: ["b"] } }, "W-PREANN")).toEqual([]);
  });
  it("not by a share within a tolerance, which is 1 before masks are identical", () => {
    const metric = parseMetric("nsd@2");
    const rows = study({}, () => 1).rows.map((entry) => ({ ...entry, metric: "nsd@2" }));
    const only = { rows: rows.filter(({ unit }) => unit === ""), raters, metrics: [metric] };
    expect(found(only, "W-PREANN")).toEqual([]);
  });
});

describe("lineage", () => {
  const lineage = { b: ["a"], m: ["c"] };
  it("leaves pairs of a common origin out of inter-rater agreement and names them", () => {
    const rows = study().rows.map((entry) =>
      entry.a === "a" && entry.b === "b" ? { ...entry, value: 0.99 } : entry,
    );
    const corrected = study({ rows, lineage, metrics: [dice] });
    expect(message(corrected, "W-PREANN")).toMatch(/1 pair of raters is left out.*a with b \(a\)/);
    const { inter } = pgtInterval(corrected).bounds[0];
    expect(inter.pairs).toBe(2);
    expect(inter.estimate).toBeCloseTo(0.8 + 5.5 / 200, 12);
  });
  it("knows a pre-annotation in common, and a circle", () => {
    const shared = study({ lineage: { a: ["net"], b: ["net"], c: ["net"] } });
    expect(pgtInterval(shared).bounds[0].inter).toMatchObject({ estimate: null, pairs: 0 });
    expect(message(shared, "W-PREANN")).toMatch(/3 pairs/);
    expect(pgtInterval(study({ lineage: { a: ["b"], b: ["a"] } })).bounds[0].inter.pairs).toBe(2);
  });
  it("W-PROMPT: a model that was made from a rater's masks", () => {
    expect(message(study({ models: ["m"], lineage }), "W-PROMPT")).toMatch(/m was made from the masks of c/);
  });
});

describe("W-MIXREF", () => {
  const against = (...some: string[]) =>
    study({
      models: ["m"],
      rows: [...study().rows, ...some.map((rater) => row(caseName(0), rater, "m", 0.8))],
    });
  it("a model compared with some raters only", () => {
    expect(message(against("a", "b"), "W-MIXREF")).toMatch(/m is compared with a and b but not with c/);
  });
  it("not with all, nor with one alone, whose bounds are taken", () => {
    expect(found(against("a", "b", "c"), "W-MIXREF")).toEqual([]);
    expect(found(against("a"), "W-MIXREF")).toEqual([]);
  });
});

describe("W-TOL", () => {
  const withTolerance = (mm: number, spacing?: [number, number, number]) => {
    const metric = parseMetric(`nsd@${mm}`);
    const base = study();
    const rows = base.rows.filter(({ unit, a, b }) => unit === "" && a !== b);
    return study({
      rows: [...base.rows, ...rows.map((entry) => ({ ...entry, metric: metric.key }))],
      metrics: [metric, assd],
      ...(spacing && { spacingMm: () => spacing }),
    });
  };
  it("above the noise: 1.96 √2 · 1.83 mm", () => {
    expect(message(withTolerance(6), "W-TOL")).toMatch(/6 mm is wider.*one of 5\.07 mm/);
    expect(found(withTolerance(5), "W-TOL")).toEqual([]);
  });
  it("above the noise only where the voxels could show less", () => {
    expect(found(withTolerance(6, [1, 1, 12]), "W-TOL")).toEqual([]);
  });
  it("below the voxels", () => {
    expect(message(withTolerance(1, [0.8, 0.8, 5]), "W-TOL")).toMatch(
      /1 mm is finer.*12 of 12 cases.*2\.50 mm/,
    );
    expect(found(withTolerance(1, [0.8, 0.8, 2]), "W-TOL")).toEqual([]);
  });
});

describe("W-SMALLSTRUCT", () => {
  const small = (volumeMl: number) =>
    study({ masks: Array.from({ length: 5 }, (_, i) => mask(i, volumeMl)), spacingMm: () => [1, 1, 2] });
  it("fewer than 50 voxels in half of the masks", () => {
    expect(message(small(0.08), "W-SMALLSTRUCT")).toMatch(/no more than 40 voxels.*0\.013/);
    expect(found(small(0.12), "W-SMALLSTRUCT")).toEqual([]);
    expect(found({ ...small(0.08), spacingMm: undefined }, "W-SMALLSTRUCT")).toEqual([]);
  });
});

describe("W-ORDER", () => {
  const dated = (days: number) =>
    study({ sessionDate: (_, __, session) => (session === 1 ? "2024-03-01" : `2024-03-${1 + days}`) });
  it("repeats within two weeks", () => {
    expect(message(dated(10), "W-ORDER")).toMatch(
      /12 of 12 repeats were made less than 14 days.*after 10 days/,
    );
    expect(found(dated(20), "W-ORDER")).toEqual([]);
    expect(found(study({ sessionDate: () => undefined }), "W-ORDER")).toEqual([]);
  });
});

it("W-DEFINITION: tables of different boundary definitions", () => {
  expect(message(study({ boundaries: ["surfel", "border6", "surfel"] }), "W-DEFINITION")).toMatch(
    /border6 and surfel/,
  );
  expect(found(study({ boundaries: ["surfel", "surfel"] }), "W-DEFINITION")).toEqual([]);
});

it("W-SELECT: five models and more, with what the best owes to the choice", () => {
  const models = ["p", "q", "r", "s", "t"];
  const rows = study().rows.concat(
    models.flatMap((model, k) =>
      Array.from({ length: 12 }, (_, i) => row(caseName(i), "a", model, 0.8 + 0.02 * ((i * (k + 2)) % 5))),
    ),
  );
  expect(message(study({ models, rows }), "W-SELECT")).toMatch(
    /5 models.*kidney 0\.0\d\d \(dice, [p-t] of 5\)/,
  );
  expect(found(study({ models: models.slice(1), rows }), "W-SELECT")).toEqual([]);
});

it("W-INV recomputes both bounds among the raters that repeat", () => {
  const base = study({ metrics: [dice] });
  const rows = base.rows
    .map((entry) => (entry.a === entry.b ? { ...entry, value: 0.6 } : entry))
    .map((entry) => (entry.a === "a" && entry.b === "b" ? { ...entry, value: 0.5 } : entry))
    .concat(Array.from({ length: 12 }, (_, i) => row(caseName(i), "b", "b#2", 0.6)));
  expect(message({ ...base, rows }, "W-INV")).toMatch(
    /; among the raters that repeat \(a and b\), on the 12 cases that both bounds have, inter-rater agreement is 0\.500 and intra-rater agreement 0\.600/,
  );
});

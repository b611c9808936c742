import { type MaskRow, parseMetric, type ScoreRow } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { jaccardDistance, leakFindings, leakTests } from "../src/interval/leak/leak-rule.ts";
import { leakSuspicions } from "../src/interval/leak/leak-suspicions.ts";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import { caseName, row } from "./study-fixture.ts";

const dice = parseMetric("dice");
/** Twelve numbers about 0 that average out. */
const wiggle = Array.from({ length: 12 }, (_, i) => (((i * 5) % 12) - 5.5) / 1000);

interface Agreement {
  readonly toFirst: number;
  readonly toRepeat: number;
  readonly repeats?: number;
  /** Volume of the second session for 100 ml of the first. */
  readonly laterMl?: number;
}

/** Model m against a's two sessions, and b beside them. */
function study({ toFirst, toRepeat, repeats = 0.9, laterMl = 100 }: Agreement, metric = dice) {
  const changes = { metric: metric.key };
  const rows = wiggle.flatMap((by, i): ScoreRow[] => [
    row(caseName(i), "a", "b", 0.8 + by, changes),
    row(caseName(i), "a", "a#2", repeats - by, changes),
    row(caseName(i), "a", "m", toFirst + by / 2, changes),
    row(caseName(i), "m", "a#2", toRepeat - by / 3, changes),
    row(caseName(i), "b", "m", 0.8 + by, changes),
  ]);
  const masks = wiggle.flatMap((by, i): MaskRow[] =>
    [1, 2].map((session) => ({
      case: caseName(i),
      label: 1,
      name: "kidney",
      entity: "a",
      session,
      volumeMl: (session === 1 ? 100 : laterMl) + 100 * by * session,
      areaMm2: 1000,
    })),
  );
  return { rows, raters: ["a", "b"], models: ["m"], metrics: [metric], masks };
}
const suspicionsOf = (...given: Parameters<typeof study>) =>
  leakSuspicions(study(...given))
    .get("m")
    ?.get(1) ?? [];

describe("the leak rule (docs/methods/placing-models.md)", () => {
  it("finds a model closer than half the distance between two sessions", () => {
    // Jaccard distances: sessions .182, half of it .091; model .049 and .095.
    expect(suspicionsOf({ toFirst: 0.975, toRepeat: 0.95 })).toEqual([
      { rater: "a", finding: "half", n: 12, metric: "dice" },
    ]);
    expect(suspicionsOf({ toFirst: 0.945, toRepeat: 0.945 })).toEqual([]);
  });
  it("finds a model closer to the annotation than to its repeat", () => {
    expect(suspicionsOf({ toFirst: 0.93, toRepeat: 0.9 })).toMatchObject([{ finding: "first" }]);
    expect(suspicionsOf({ toFirst: 0.9, toRepeat: 0.93 })).toEqual([]);
  });
  it("takes sessions of different volume for the reason of that", () => {
    expect(suspicionsOf({ toFirst: 0.93, toRepeat: 0.9, laterMl: 104 })).toEqual([]);
    expect(suspicionsOf({ toFirst: 0.975, toRepeat: 0.93, laterMl: 104 })).toMatchObject([
      { finding: "half" },
    ]);
    const unknown = { ...study({ toFirst: 0.93, toRepeat: 0.9 }), masks: [] };
    expect(leakSuspicions(unknown).get("m")!.get(1)).toBeUndefined();
  });
  it("never suspects without repeats, nor in one case", () => {
    const { rows, ...rest } = study({ toFirst: 1, toRepeat: 1 });
    const once = rows.filter(({ aSession, bSession }) => aSession === 1 && bSession === 1);
    expect(leakSuspicions({ ...rest, rows: once }).get("m")!.size).toBe(0);
    const one = rows.filter((entry) => entry.case === caseName(0));
    expect(leakSuspicions({ ...rest, rows: one }).get("m")!.size).toBe(0);
    expect(leakTests([])).toBeNull();
  });
  it("needs no comparison with the repeat to find half the distance", () => {
    const { rows, ...rest } = study({ toFirst: 0.975, toRepeat: 0.95 });
    const fewer = rows.filter(({ a, bSession }) => a !== "m" || bSession === 1);
    expect(
      leakSuspicions({ ...rest, rows: fewer })
        .get("m")!
        .get(1),
    ).toMatchObject([{ finding: "half" }]);
  });
  it("reads jaccard as it reads dice", () => {
    const jaccard = parseMetric("jaccard");
    const union = (value: number) => value / (2 - value);
    const [toFirst, toRepeat, repeats] = [0.975, 0.95, 0.9].map(union);
    expect(suspicionsOf({ toFirst, toRepeat, repeats }, jaccard)).toMatchObject([
      { finding: "half", metric: "jaccard" },
    ]);
    expect(suspicionsOf({ toFirst, toRepeat }, parseMetric("assd"))).toEqual([]);
  });
  it("averages the cases of a patient", () => {
    const one = { ...study({ toFirst: 0.975, toRepeat: 0.95 }), clusterOf: (id: string) => id.slice(0, -1) };
    expect(leakSuspicions(one).get("m")!.get(1)).toMatchObject([{ n: 2 }]);
  });
  it("adjusts over labels and raters: one weak finding among many is none", () => {
    const weak = { n: 20, pHalf: 0.02, pFirst: 0.5 };
    const none = { n: 20, pHalf: 0.6, pFirst: null };
    expect(leakFindings([weak])).toEqual(["half"]);
    expect(leakFindings([weak, none])).toEqual([null, null]);
    expect(leakFindings([{ ...none, pFirst: 0.01 }, none])).toEqual(["first", null]);
  });
  it("has the Jaccard distance of an overlap", () => {
    expect([0, 0.5, 1].map(jaccardDistance)).toEqual([1, 2 / 3, 0]);
  });
});

describe("the leak rule in a placement", () => {
  it("is a verdict on every reference that the annotation belongs to", () => {
    const { models, modelsByRater } = pgtInterval(study({ toFirst: 0.975, toRepeat: 0.95 }));
    expect(models[0]).toMatchObject({ state: "LEAK_SUSPECTED", leak: { rater: "a" } });
    expect(models[0].text).toMatch(/annotation of a .* over 12 cases .*half.*check leakage/i);
    expect(modelsByRater.map(({ reference, state }) => [reference, state === "LEAK_SUSPECTED"])).toEqual([
      ["a", true],
      ["b", false],
    ]);
  });
  it("does not accuse a perfect model where repeats are perfect", () => {
    const { models } = pgtInterval(study({ toFirst: 0.97, toRepeat: 0.97, repeats: 1 }));
    expect(models[0].leak).toBeNull();
  });
});

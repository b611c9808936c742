import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { InputError, UsageError } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import type { MaskSource } from "../src/cases/mask-source.ts";
import {
  comparisonName,
  type MaskSet,
  type PlannedPair,
  planComparison,
  planPairs,
} from "../src/pairs/plan-pairs.ts";
import { type PairOutcome, runPairs } from "../src/pairs/run-pairs.ts";

function masks(id: string, cases: string[], session = 1): MaskSet {
  const path = (name: string) => `${id}${session}/${name}`;
  return { id, session, cases: new Map(cases.map((name) => [name, { kind: "file", path: path(name) }])) };
}

function study(raters: number, sessions: number, models: number, cases: string[]) {
  const ids = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  const later = Array.from({ length: sessions - 1 }, (_, s) => s + 2);
  return {
    raters: ids(raters, "r").map((id) => masks(id, cases)),
    repeats: later.flatMap((s) => ids(raters, "r").map((id) => masks(id, cases, s))),
    models: ids(models, "m").map((id) => masks(id, cases)),
  };
}

describe("planPairs", () => {
  it.each([
    [3, 2, 3],
    [2, 1, 0],
    [1, 3, 2],
    [5, 3, 1],
  ])("plans all pairs of %i raters, %i sessions, %i models", (R, S, M) => {
    const pairs = planPairs(study(R, S, M, ["b", "a"]));
    const count = (kind: string) => pairs.filter((pair) => pair.kind === kind && pair.case === "a").length;
    expect(count("inter")).toBe((S * S * R * (R - 1)) / 2);
    expect(count("intra")).toBe((R * S * (S - 1)) / 2);
    expect(count("model")).toBe(R * S * M);
    expect(new Set(pairs.map((pair) => `${pair.case} ${comparisonName(pair)}`)).size).toBe(pairs.length);
    const order = pairs.map((pair) => pair.case);
    expect(order).toEqual([...order].sort());
  });

  it("orders by rater and session, and puts the rater before the model", () => {
    const pairs = planPairs({
      raters: [masks("ben", ["1"]), masks("anna", ["1"])],
      repeats: [masks("anna", ["1"], 2)],
      models: [masks("net", ["1"])],
    });
    expect(pairs.map((pair) => `${pair.kind} ${comparisonName(pair)}`)).toEqual([
      "inter ben/anna",
      "inter ben/anna#2",
      "intra anna/anna#2",
      "model ben/net",
      "model anna/net",
      "model anna#2/net",
    ]);
    expect(pairs[1]).toMatchObject({ aSession: 1, bSession: 2, sourceB: { path: "anna2/1" } });
  });

  it("puts sessions in their order, whatever the order in which they are given", () => {
    const pairs = planPairs({
      raters: [masks("anna", ["1"])],
      repeats: [masks("anna", ["1"], 3), masks("anna", ["1"], 2)],
    });
    expect(pairs.map(comparisonName)).toEqual(["anna/anna#2", "anna/anna#3", "anna#2/anna#3"]);
  });

  it("compares a case by those who have it", () => {
    const pairs = planPairs({
      raters: [masks("a", ["1", "2"]), masks("b", ["2", "3"])],
      models: [masks("m", ["1"])],
    });
    expect(pairs.map((pair) => `${pair.case} ${comparisonName(pair)}`)).toEqual(["1 a/m", "2 a/b"]);
  });

  it("puts a repeat beside the first annotation of its rater", () => {
    const pairs = planPairs({
      raters: [masks("ben", ["1"]), masks("anna", ["1"])],
      repeats: [masks("ben", ["1"], 2)],
    });
    expect(pairs.map(comparisonName)).toEqual(["ben/ben#2", "ben/anna", "ben#2/anna"]);
  });

  it("refuses doubles and repeats without a rater", () => {
    const [a, b] = [masks("a", ["1"]), masks("b", ["1"])];
    const x = masks("x", ["1"], 2);
    const refusal = (sets: Parameters<typeof planPairs>[0], message: string) => {
      expect(() => planPairs(sets)).toThrow(UsageError);
      expect(() => planPairs(sets)).toThrow(expect.objectContaining({ code: "E_ENTITIES", message }));
    };
    refusal(
      { raters: [a, a] },
      '"a" session 1 is given twice: every rater, repeat and model needs an id of its own.',
    );
    refusal(
      { raters: [a], models: [b, b] },
      '"b" session 1 is given twice: every rater, repeat and model needs an id of its own.',
    );
    refusal({ raters: [a], models: [b, masks("a", ["1"], 2)] }, '"a" is given as a rater and as a model.');
    const advice = "Give the first annotation as a rater.";
    refusal(
      { raters: [a, b], repeats: [x] },
      `repeat "x" has no rater of that id; raters are a, b. ${advice}`,
    );
    refusal(
      { raters: [], repeats: [x] },
      `repeat "x" has no rater of that id; raters are not given. ${advice}`,
    );
  });

  it("plans reference against prediction for the common cases", () => {
    const pairs = planComparison(masks("r", ["2", "1", "3"]).cases, masks("p", ["1", "2", "4"]).cases);
    expect(pairs.map((pair) => `${pair.case} ${comparisonName(pair)}`)).toEqual([
      "1 reference/prediction",
      "2 reference/prediction",
    ]);
  });
});

async function collect<R>(outcomes: AsyncIterable<PairOutcome<R>>): Promise<PairOutcome<R>[]> {
  const all: PairOutcome<R>[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
}

/** Node's own collector, which programs do not see unless it is asked for. */
setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const compare = (a: string, b: string) => `${a}~${b}`;
const pathOf = (source: MaskSource) => source.path;

describe("runPairs", () => {
  let pairs: PlannedPair[] = [];
  beforeAll(() => {
    pairs = planPairs(study(3, 2, 2, ["c1", "c2"]));
  });

  it("reads every mask once, case by case, and yields in the planned order", async () => {
    const reads: string[] = [];
    const read = async (source: MaskSource) => {
      reads.push(source.path);
      return source.path;
    };
    const progress: string[] = [];
    const onProgress = (p: { done: number; total: number; case: string }) =>
      void progress.push(`${p.done}/${p.total} ${p.case}`);
    const outcomes = await collect(runPairs(pairs, { read, compare, onProgress }));
    expect(outcomes.map((outcome) => ("result" in outcome ? outcome.result : null))).toEqual(
      pairs.map((pair) => `${pair.sourceA.path}~${pair.sourceB.path}`),
    );
    expect(reads).toHaveLength(2 * 8);
    expect(new Set(reads).size).toBe(16);
    expect(reads.slice(0, 8).every((path) => path.endsWith("c1"))).toBe(true);
    expect(progress[0]).toBe(`1/${pairs.length} c1`);
    expect(progress.at(-1)).toBe(`${pairs.length}/${pairs.length} c2`);
  });

  it("fails only the comparisons of a bad file, and does not read it again", async () => {
    let attempts = 0;
    const read = (source: MaskSource) => {
      if (source.path !== "r11/c1") return source.path;
      attempts++;
      throw new InputError("E_GZIP", source.path, "truncated");
    };
    const outcomes = await collect(runPairs(pairs, { read, compare }));
    const touches = (pair: PlannedPair) => [pair.sourceA, pair.sourceB].map(pathOf).includes("r11/c1");
    expect(attempts).toBe(1);
    expect(outcomes.map((outcome) => "failure" in outcome)).toEqual(pairs.map(touches));
    const failure = outcomes.find((outcome) => "failure" in outcome)!;
    expect(failure).toMatchObject({
      failure: { case: "c1", comparison: "r0/r1", code: "E_GZIP", message: "r11/c1: truncated" },
    });
  });

  it("names a comparison that fails by itself, whatever is thrown", async () => {
    const failing = (a: string, b: string) => {
      if (a === "r01/c2" && b === "m11/c2") throw new RangeError("boom");
      return compare(a, b);
    };
    const outcomes = await collect(runPairs(pairs, { read: pathOf, compare: failing }));
    const failures = outcomes.flatMap((outcome) => ("failure" in outcome ? [outcome.failure] : []));
    expect(failures).toEqual([{ case: "c2", comparison: "r0/m1", code: "E_INTERNAL", message: "boom" }]);
  });

  it("throws what concerns the whole run", async () => {
    const wrong = () => {
      throw new UsageError("E_METRIC", "no such metric");
    };
    await expect(collect(runPairs(pairs, { read: pathOf, compare: wrong }))).rejects.toBeInstanceOf(
      UsageError,
    );
  });

  it("stops between comparisons and during one when aborted, with the signal's reason", async () => {
    const between = new AbortController();
    let done = 0;
    const onProgress = () => {
      if (++done === 3) between.abort(new Error("enough"));
    };
    const run = collect(runPairs(pairs, { read: pathOf, compare, onProgress, signal: between.signal }));
    await expect(run).rejects.toThrow("enough");
    expect(done).toBe(3);

    const during = new AbortController();
    const read = () => {
      during.abort(new Error("now"));
      throw new Error("reading was stopped");
    };
    await expect(collect(runPairs(pairs, { read, compare, signal: during.signal }))).rejects.toThrow("now");
  });

  it("lets a mask go after its last pair, though its case has more", async () => {
    const [case1] = new Set(pairs.map((pair) => pair.case));
    const ofOneCase = pairs.filter((pair) => pair.case === case1);
    const held = new Map<string, WeakRef<object>>();
    const read = ({ path }: MaskSource) => {
      const volume = { path };
      held.set(path, new WeakRef(volume));
      return volume;
    };
    const stillHeld: string[][] = [];
    const compareLater = async () => {
      // What was let go can be collected in a later turn only.
      await new Promise(setImmediate);
      collectGarbage();
      stillHeld.push([...held].flatMap(([path, volume]) => (volume.deref() ? [path] : [])));
    };
    await collect(runPairs(ofOneCase, { read, compare: compareLater }));
    expect(stillHeld).toHaveLength(ofOneCase.length);
    stillHeld.forEach((paths, at) => {
      const later = ofOneCase.slice(at).flatMap(({ sourceA, sourceB }) => [sourceA.path, sourceB.path]);
      expect(paths.filter((path) => !later.includes(path))).toEqual([]);
    });
  });

  it("compares a mask with itself and holds nothing over to another case", async () => {
    const same = masks("a", ["1", "2"]).cases;
    const reads: string[] = [];
    const read = (source: MaskSource) => {
      reads.push(source.path);
      return source.path;
    };
    await collect(runPairs(planComparison(same, same), { read, compare }));
    expect(reads).toEqual(["a1/1", "a1/2"]);
  });
});

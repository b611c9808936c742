import { InputError, noteText, OutputError } from "@pgt/metrics";
import type { PairOutcome, PlannedPair } from "@pgt/study";
import { describe, expect, it } from "vitest";
import type { RunJournal } from "../src/platform/run-output.ts";
import type { PairScores } from "../src/scores/pair-scores.ts";
import { makePlan } from "../src/scores/plan.ts";
import { scorePairs } from "../src/scores/run.ts";

const grid = { diagonalMm: 9, spacingMm: [1, 1, 1], warnings: [], masks: [], counts: [] } as const;

function pairOf(id: string): PlannedPair {
  const source = { kind: "file", path: `${id}.nii` } as const;
  const entities = { a: "anna", aSession: 1, b: "ben", bSession: 1 } as const;
  return { kind: "inter", case: id, ...entities, sourceA: source, sourceB: source };
}

/** Result of comparing two masks that hold these labels, with a Dice of 0.5 each. */
function scoresOf(pair: PlannedPair, labels: readonly number[]): PairScores {
  const { case: id, a, aSession, b, bSession } = pair;
  const common = { case: id, a, aSession, b, bSession, metric: "dice", unit: "" };
  const absent = { ...common, label: 0, name: "", value: null, reason: "BOTH_EMPTY" } as const;
  return {
    ...grid,
    rows: labels.map((label) => ({ ...common, label, name: `organ ${label}`, value: 0.5, reason: null })),
    found: labels,
    present: labels,
    absentRows: [absent],
  };
}

/** Knows every case beforehand, so that no mask has to be read; `failing` is thrown in place of the last. */
function journal(labels: Readonly<Record<string, readonly number[]>>, failing?: Error): RunJournal {
  return {
    recall: async (pairs) => {
      const outcomes = pairs.map((pair): PairOutcome<PairScores> => {
        return { pair, result: scoresOf(pair, labels[pair.case]) };
      });
      if (!failing || pairs[0].case !== Object.keys(labels).at(-1)) return outcomes;
      return Object.assign(outcomes, {
        [Symbol.iterator]: () => {
          throw failing;
        },
      });
    },
    store: async () => {},
    inputsOf: async () => [],
  };
}

const plan = await makePlan({ metrics: ["dice"] });
const run = (labels: Readonly<Record<string, readonly number[]>>, failing?: Error, options = {}) =>
  scorePairs(Object.keys(labels).map(pairOf), plan, options, false, journal(labels, failing));

describe("a run that something stops after its first case", () => {
  const full = new OutputError("E_OUTPUT", "the disk is full");

  it("throws what stopped it, though it has scores", async () => {
    await expect(run({ c1: [1], c2: [1] }, full)).rejects.toBe(full);
    await expect(run({ c1: [1], c2: [1] }, full, { signal: new AbortController().signal })).rejects.toBe(
      full,
    );
  });

  it("gives what it has where it was interrupted", async () => {
    const stopped = new AbortController();
    stopped.abort(new Error("enough"));
    const { rows, failures, warnings } = await run({ c1: [1], c2: [1] }, stopped.signal.reason, {
      signal: stopped.signal,
    });
    expect(rows.map((row) => row.case)).toEqual(["c1"]);
    expect(failures).toEqual([
      {
        case: "c2",
        comparison: "anna/ben",
        code: "E_INTERRUPTED",
        message: "not compared: the run was interrupted",
      },
    ]);
    expect(warnings.map(noteText)).toEqual(["the run was interrupted: all of this rests on 1 of 2 cases."]);
  });

  it("throws the reason of an interruption before it has any", async () => {
    const stopped = new AbortController();
    stopped.abort(new Error("enough"));
    await expect(run({ c1: [1] }, stopped.signal.reason, { signal: stopped.signal })).rejects.toThrow(
      "enough",
    );
  });
});

describe("the score table", () => {
  it("has a row of every structure in every case, also where neither mask holds it", async () => {
    const { rows } = await run({ c1: [1, 2], c2: [2] });
    expect(rows.map((row) => [row.case, row.label, row.name, row.value, row.reason])).toEqual([
      ["c1", 1, "organ 1", 0.5, null],
      ["c1", 2, "organ 2", 0.5, null],
      ["c2", 1, "organ 1", null, "BOTH_EMPTY"],
      ["c2", 2, "organ 2", 0.5, null],
    ]);
  });

  it("is refused where no mask holds a structure that was asked for", async () => {
    const asked = { ...plan, asked: [7] };
    await expect(scorePairs([pairOf("c1")], asked, {}, false, journal({ c1: [1] }))).rejects.toBeInstanceOf(
      InputError,
    );
  });
});

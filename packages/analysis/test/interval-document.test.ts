import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultDocumentOf } from "../src/documents/result-document.ts";
import { intervalDocumentOf } from "../src/interval/interval-document.ts";
import { runBeside } from "../src/interval/run-beside.ts";
import { baseBoundsOf } from "../src/worth/base-bounds.ts";
import "./on-node.ts";

const ends = { low: 0.8, high: 0.9 };

/** A document of version 0.1.0, some of whose ids are the very words that it named intervals by. */
const earlier = {
  schema: "pgt.interval/1",
  version: "0.1.0",
  settings: { convention: { boundary: "surfel" }, metrics: ["dice"] },
  study: { raters: { these: "a", like: "b" } },
  entities: [{ id: "like", role: "rater", session: 1 }],
  cases: [{ case: "these" }],
  bounds: [
    {
      ...{ label: 1, name: "like", metric: "dice" },
      inter: { estimate: 0.85, these: ends, like: null },
      intra: null,
      pgt: { ...ends, estimate: 0.9, these: ends, like: ends },
      noiseMm: { total: 1, these: { total: ends }, like: { total: null } },
      corrected: { ...ends, inter: "like", intra: "these" },
    },
  ],
  rows: [{ case: "these", a: "like", value: null, asGiven: "NaN" }],
  models: [{ model: "these", name: "like", like: null }],
  modelsByRater: [{ reference: "like", like: { state: "INSIDE" } }],
  gains: [{ like: ends, references: [{ reference: "these", these: ends }] }],
  noise: [{ noiseMm: { these: { total: ends }, like: { total: ends } } }],
  raterBias: [{ rater: "like", these: ends }],
};

const today = {
  ...earlier,
  schema: "pgt.interval/2",
  bounds: [
    {
      ...{ label: 1, name: "like", metric: "dice" },
      inter: { estimate: 0.85, fixedRaters: ends, randomRaters: null },
      intra: null,
      pgt: { ...ends, estimate: 0.9, fixedRaters: ends, randomRaters: ends },
      noiseMm: { total: 1, fixedRaters: { total: ends }, randomRaters: { total: null } },
      corrected: null,
    },
  ],
  rows: [{ case: "these", a: "like", value: null, toolValue: "NaN" }],
  models: [{ model: "these", name: "like", randomRaters: null }],
  modelsByRater: [{ reference: "like", randomRaters: { state: "INSIDE" } }],
  gains: [{ randomRaters: ends, references: [{ reference: "these", fixedRaters: ends }] }],
  noise: [{ noiseMm: { fixedRaters: { total: ends }, randomRaters: { total: ends } } }],
  raterBias: [{ rater: "like", fixedRaters: ends }],
};

describe("the document of an interval", () => {
  it("of version 0.1.0 has today's names of intervals and fields, and its own ids", () => {
    expect(intervalDocumentOf(earlier)).toEqual(today);
    expect(intervalDocumentOf({ schema: "pgt.demo/1" })).toEqual({ schema: "pgt.demo/2" });
  });

  it("of today stays as it is", () => expect(intervalDocumentOf(today)).toBe(today));

  it("of version 0.1.0 has its notes in words, which may name files and cases", () => {
    const notes = ["anna lacks 1 case: c7."];
    const noted = [{ code: "N-WORDS", reason: notes[0], message: "{reason}" }];
    expect(intervalDocumentOf({ schema: "pgt.interval/1", notes })).toEqual({
      schema: "pgt.interval/2",
      notes: noted,
    });
    const warnings = [{ code: "W-LEAK", generator: "a", message: "trained on c7." }];
    expect(resultDocumentOf({ schema: "pgt.quality/1", notes, warnings })).toEqual({
      schema: "pgt.quality/2",
      notes: noted,
      warnings: [{ code: "W-LEAK", generator: "a", reason: "trained on c7.", message: "{reason}" }],
    });
    const today = { schema: "pgt.rank/2", notes: noted };
    expect(resultDocumentOf(today)).toBe(today);
  });

  it.each([null, undefined, 3, {}, { schema: "pgt.quality/1" }, { schema: "constructor" }])(
    "is not %j",
    (other) => expect(intervalDocumentOf(other)).toBeNull(),
  );

  describe("of version 0.1.0, in the folder of its run", () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "pgt-"));
      await writeFile(join(folder, "run.json"), JSON.stringify(earlier));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it("gives the bounds that tables are compared with", async () =>
      expect(await baseBoundsOf(folder, [])).toEqual([{ metric: "dice", inter: 0.85, intra: null }]));

    it("gives the roles of the table beside it", async () =>
      expect(await runBeside(join(folder, "rows.csv"))).toMatchObject({
        entities: earlier.entities,
        masks: [],
      }));
  });
});

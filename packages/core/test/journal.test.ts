import { createHash } from "node:crypto";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { journalledPairs } from "@pgt/runner";
import { type PairScores, usePlatform } from "@pgt/runner/platform";
import type { PairOutcome, PlannedPair } from "@pgt/study";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodePlatform } from "../src/node-platform.ts";
import { Journal } from "../src/run-directory/journal.ts";
import { RunDirectory } from "../src/run-directory/run-directory.ts";

usePlatform(nodePlatform);

let folder: string;
let opened: Journal[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-journal-"));
  for (const name of ["a1", "b1", "a2", "b2", "c1", "c2"]) writeFileSync(join(folder, `${name}.nii`), name);
});
afterEach(async () => {
  for (const journal of opened) await journal.close();
  opened = [];
  rmSync(folder, { recursive: true, force: true });
});

const source = (name: string) => ({ kind: "file", path: join(folder, `${name}.nii`) }) as const;
const pair = (id: number, a: string, b: string): PlannedPair => ({
  ...{ kind: "inter", case: `case${id}`, a, aSession: 1, b, bSession: 1 },
  ...{ sourceA: source(`${a}${id}`), sourceB: source(`${b}${id}`) },
});
const pairs = () => [pair(1, "a", "b"), pair(1, "a", "c"), pair(2, "a", "b"), pair(2, "a", "c")];

async function open(key: Record<string, unknown> = { metrics: ["x"] }): Promise<Journal> {
  const journal = await Journal.open(folder, key);
  opened.push(journal);
  return journal;
}

const sha256Of = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Runs all pairs; the result of a pair is its name. Returns what came out and which pairs were computed. */
async function run(
  journal: Journal,
  fails: (pair: PlannedPair) => boolean = () => false,
  wanted: readonly PlannedPair[] = pairs(),
  readOf?: (path: string) => string,
) {
  const inputsOf = ({ path }: PlannedPair["sourceA"]) => [
    { path, bytes: statSync(path).size, sha256: readOf?.(path) ?? "" },
  ];
  const computed: string[] = [];
  let hasEnded = false;
  const name = ({ case: id, a, b }: PlannedPair) => `${id} ${a}/${b}`;
  async function* compute(
    some: readonly PlannedPair[],
  ): AsyncGenerator<PairOutcome<PairScores>, void, undefined> {
    try {
      yield* outcomes(some);
    } finally {
      hasEnded = true;
    }
  }
  async function* outcomes(
    some: readonly PlannedPair[],
  ): AsyncGenerator<PairOutcome<PairScores>, void, undefined> {
    for (const one of some) {
      computed.push(name(one));
      if (fails(one)) {
        const failure = { case: one.case, comparison: "", code: "E_GEOM", message: "" };
        yield { pair: one, failure, error: new Error("no") };
      } else
        yield {
          pair: one,
          result: {
            warnings: [{ code: "N-GRID", message: name(one) }],
            ...(readOf && { inputs: [inputsOf(one.sourceA), inputsOf(one.sourceB)] }),
          } as unknown as PairScores,
        };
    }
  }
  const out: string[] = [];
  for await (const outcome of journalledPairs(wanted, journal, compute)) {
    out.push("result" in outcome ? outcome.result.warnings[0].message : "failed");
  }
  // Where nothing is left to compute, nothing has begun.
  expect(hasEnded).toBe(computed.length > 0);
  return { out, computed };
}

const all = ["case1 a/b", "case1 a/c", "case2 a/b", "case2 a/c"];

describe("a journal", () => {
  it("gives every outcome in order, and computes none of them again", async () => {
    expect(await run(await open())).toEqual({ out: all, computed: all });
    expect(await run(await open())).toEqual({ out: all, computed: [] });
  });

  it("computes a case again whose mask has changed, and only that", async () => {
    await run(await open());
    writeFileSync(join(folder, "b2.nii"), "b3");
    expect(await run(await open())).toEqual({ out: all, computed: ["case2 a/b", "case2 a/c"] });
    expect((await run(await open())).computed).toEqual([]);
  });

  it("names the bytes that were read, and computes a case again whose mask changed after it was read", async () => {
    const journal = await open();
    const readOf = (path: string) => (path.endsWith("b2.nii") ? "of other bytes" : sha256Of(path));
    await run(journal, undefined, pairs(), readOf);
    const inputs = await journal.inputsOf([pairs().slice(2)]);
    expect(inputs.map(({ sha256 }) => sha256)).toEqual([
      sha256Of(join(folder, "a2.nii")),
      "of other bytes",
      sha256Of(join(folder, "c2.nii")),
    ]);
    expect((await run(await open())).computed).toEqual(["case2 a/b", "case2 a/c"]);
  });

  it("names the bytes that were read of a case that failed in part", async () => {
    const journal = await open();
    const failing = ({ case: id, b }: PlannedPair) => id === "case2" && b === "c";
    await run(journal, failing, pairs(), () => "as read");
    const inputs = await journal.inputsOf([pairs().slice(2)]);
    expect(inputs.map(({ sha256 }) => sha256)).toEqual([
      "as read",
      "as read",
      sha256Of(join(folder, "c2.nii")),
    ]);
  });

  it("computes a case again of which other pairs are wanted", async () => {
    await run(await open());
    const more = [
      pair(1, "a", "b"),
      pair(1, "a", "c"),
      pair(1, "b", "c"),
      pair(2, "a", "b"),
      pair(2, "a", "c"),
    ];
    const { computed } = await run(await open(), undefined, more);
    expect(computed).toEqual(["case1 a/b", "case1 a/c", "case1 b/c"]);
  });

  it("tries failed cases again", async () => {
    const first = await run(await open(), ({ case: id, b }) => id === "case1" && b === "c");
    expect(first.out[1]).toBe("failed");
    expect((await run(await open())).computed).toEqual(["case1 a/b", "case1 a/c"]);
  });

  it("cuts off the line that a killed run left half-written", async () => {
    await run(await open());
    const path = join(folder, "journal.ndjson");
    const whole = readFileSync(path, "utf8");
    const lines = whole.split("\n");
    const half = `${lines.slice(0, 2).join("\n")}\n${lines[2].slice(0, 40)}`;
    writeFileSync(path, half);
    expect((await run(await open())).computed).toEqual(["case2 a/b", "case2 a/c"]);
    expect(readFileSync(path, "utf8")).toBe(whole);
  });

  it("passes over a line that is damaged, and begins anew without a first line", async () => {
    await run(await open());
    const path = join(folder, "journal.ndjson");
    const lines = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, [lines[0], `${lines[1].slice(0, -9)}`, lines[2], ""].join("\n"));
    expect((await run(await open())).computed).toEqual(["case1 a/b", "case1 a/c"]);
    writeFileSync(path, "");
    expect((await run(await open())).computed).toEqual(all);
  });

  it("gives the same outcomes whichever of its bytes is damaged", { timeout: 60_000 }, async () => {
    const wanted = [pair(1, "a", "b")];
    await run(await open(), undefined, wanted);
    const path = join(folder, "journal.ndjson");
    const whole = readFileSync(path);
    const silent: number[] = [];
    for (const at of whole.keys()) {
      const damaged = Buffer.from(whole);
      // The lowest bits make another digit of a digit, the highest one no text at all.
      damaged[at] ^= 1 << (at % 8);
      writeFileSync(path, damaged);
      const journal = await Journal.open(folder, { metrics: ["x"] });
      const { out, computed } = await run(journal, undefined, wanted);
      await journal.close();
      expect({ at, out }).toEqual({ at, out: [all[0]] });
      if (computed.length === 0) silent.push(at);
    }
    expect(silent).toEqual([]);
  });

  it("computes the cases of a journal without checksums again, and refuses one of other settings", async () => {
    await run(await open());
    const path = join(folder, "journal.ndjson");
    const whole = readFileSync(path, "utf8");
    const earlier = whole.replace(/"sha256":"[0-9a-f]{16}",(?="(?:key|case)":)/g, "");
    expect(earlier).toMatch(/^\{"key":.*\n\{"case":/);
    writeFileSync(path, earlier);
    await expect(open({ metrics: ["y"] })).rejects.toMatchObject({ code: "E_RUN" });
    expect(await run(await open())).toEqual({ out: all, computed: all });
    expect(readFileSync(path, "utf8")).toBe(whole);
  });

  it("refuses another run's settings, and names them", async () => {
    await open({ metrics: ["x"], labels: null });
    await expect(open({ metrics: ["y"], labels: null })).rejects.toMatchObject({
      kind: "usage",
      code: "E_RUN",
      message: expect.stringMatching(/other settings \(there metrics \["x"\], here \["y"\]\)/),
    });
  });

  it("knows the hashes of its masks", async () => {
    const journal = await open();
    await run(journal);
    const inputs = await journal.inputsOf([pairs().slice(0, 2)]);
    expect(inputs.map(({ entity, bytes }) => [entity, bytes])).toEqual([
      ["a", 2],
      ["b", 2],
      ["c", 2],
    ]);
    expect(inputs[0]).toMatchObject({
      case: "case1",
      session: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe("a run directory", () => {
  it("has run.json last, and none beside tables that are being written", async () => {
    const out = join(folder, "run");
    const first = await RunDirectory.open(out, { k: 1 });
    await first.write({ "rows.csv": ["old"] }, ["{}"]);
    const second = await RunDirectory.open(out, { k: 1 });
    const failing = (function* () {
      yield "new";
      throw Object.assign(new Error("full"), { code: "ENOSPC" });
    })();
    await expect(second.write({ "rows.csv": failing }, ["{}"])).rejects.toThrow(
      /rows\.csv: could not write: no space/,
    );
    expect(readdirSync(out).sort()).toEqual(["journal.ndjson", "rows.csv"]);
    expect(readFileSync(join(out, "rows.csv"), "utf8")).toBe("old");
  });

  it("started anew holds nothing of the run before; half-written files of a killed one are removed", async () => {
    const out = join(folder, "run");
    await (await RunDirectory.open(out, { k: 1 })).write({ "rows.csv": ["old"] }, ["{}"]);
    appendFileSync(join(out, "rows.parquet.0123abcd.tmp"), "half");
    writeFileSync(join(out, "notes.txt"), "of somebody");
    await expect(RunDirectory.open(out, { k: 2 })).rejects.toMatchObject({ code: "E_RUN" });
    await expect(RunDirectory.open(out, null)).rejects.toMatchObject({ code: "E_RUN" });
    await (await RunDirectory.open(out, { k: 2 }, ["rows.csv"])).close();
    expect(readdirSync(out).sort()).toEqual(["journal.ndjson", "notes.txt"]);
  });

  it("is refused where a file stands, before anything is computed", async () => {
    const file = join(folder, "a1.nii");
    await expect(RunDirectory.open(join(file, "run"), { k: 1 })).rejects.toMatchObject({
      kind: "output",
      message: expect.stringContaining("could not write"),
    });
    expect(statSync(file).isFile()).toBe(true);
  });
});

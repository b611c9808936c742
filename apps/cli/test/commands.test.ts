import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import {
  conventionIds,
  InputError,
  InternalError,
  OutputError,
  registry,
  scoreColumns,
  UsageError,
} from "@pgt/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CommandRunOptions } from "../src/arguments/run-options.ts";
import { writerTo } from "../src/terminal/output.ts";
import {
  comparison,
  fakeLibrary,
  placement,
  plainTerminal,
  report,
  run,
  scoreRow,
  summaryRow,
} from "./fakes.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const raters = ["--rater", "anna=a", "--rater", "ben=b"];
const failure = { case: "case_2", comparison: "reference/prediction", code: "E_GEOM", message: "shifted" };
const failing = (error: Error) => fakeLibrary({ comparePaths: async () => Promise.reject(error) });

describe("exit codes", () => {
  it.each([
    [new UsageError("E_METRIC", "unknown metric"), 2],
    [new InputError("E_GEOM", "a.nii", "flipped"), 3],
    [new OutputError("ENOSPC", "no space"), 1],
    [new InternalError("E_BUG", "a bug"), 1],
    [new TypeError("x is not a function"), 1],
    [Object.assign(new Error("interrupted"), { name: "AbortError" }), 130],
    [Object.assign(new Error("of another bundle"), { kind: "input", code: "E_GEOM" }), 3],
  ])("%s -> %i", async (error, code) => {
    const result = await run(["compare", "a", "b"], failing(error));
    expect(result).toMatchObject({ code, stdout: "" });
    expect(result.stderr).toContain(error.message);
    expect(result.stderr).not.toContain(" at ");
  });

  it("0 when all is well, 4 when some cases failed and 3 when all did, each named on stderr", async () => {
    expect((await run(["compare", "a", "b"])).code).toBe(0);
    const some = await run(
      ["compare", "a", "b", "-q"],
      fakeLibrary({ comparePaths: async () => comparison({ failures: [failure] }) }),
    );
    expect(some.code).toBe(4);
    expect(some.stderr).toContain("case_2: shifted");
    expect(some.stdout).toContain("kidney");
    const all = comparison({ rows: [], summary: [], failures: [failure] });
    expect((await run(["compare", "a", "b"], fakeLibrary({ comparePaths: async () => all }))).code).toBe(3);
  });

  it("130 when interrupted, with what was computed until then", async () => {
    const result = await run(["compare", "a", "b"], fakeLibrary(), { signal: AbortSignal.abort() });
    expect(result.code).toBe(130);
    expect(result.stdout).toContain("0.9000");
    expect(result.stderr).toContain("interrupted");
  });

  it("2 without a command, with the help on stderr", async () => {
    const result = await run([]);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain("usage: pgt COMMAND");
  });

  it("one line per error and a try: line; a stack only when debugging", async () => {
    const wrong = await run(["compare", "a", "b", "--formt", "csv"]);
    expect(wrong.stderr).toBe("pgt: unknown option '--formt' of pgt compare\ntry: --format\n");
    const debugged = await run(["compare", "a", "b"], failing(new TypeError("broken\nhere")), {
      debug: true,
    });
    expect(debugged.stderr).toMatch(/^pgt: internal failure: broken here\n[\s\S]* at /);
  });

  it("version and help are on stdout and do not touch the library", async () => {
    const closed = { library: async () => Promise.reject(new Error("loaded")) };
    expect(await run(["--version"], undefined, closed)).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
    expect(await run(["compare", "--help"], undefined, closed)).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("formats", () => {
  const rows = [
    scoreRow({ name: 'a "b", c' }),
    scoreRow({ label: 2, metric: "hd95", value: null, reason: "PRED_EMPTY" }),
  ];
  const odd = { code: "N-GRID", file: "a.nii", message: "odd header" } as const;
  const library = fakeLibrary({ comparePaths: async () => comparison({ rows, warnings: [odd] }) });

  it("json: one document", async () => {
    const { stdout, stderr } = await run(["compare", "a", "b", "--format", "json"], library);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual([
      "schema",
      "version",
      "settings",
      "rows",
      "summary",
      "worst",
      "warnings",
      "notes",
      "failures",
    ]);
    expect(document).toMatchObject({
      schema: "pgt.compare/1",
      version: "1.2.3",
      rows,
      warnings: ["a.nii: odd header"],
    });
    expect(stderr).toBe("warning: a.nii: odd header\n");
  });

  it("json never holds NaN or Infinity", async () => {
    const broken = comparison({ summary: [summaryRow({ mean: Number.NaN, sd: Number.POSITIVE_INFINITY })] });
    const { stdout } = await run(
      ["compare", "a", "b", "--format", "json"],
      fakeLibrary({ comparePaths: async () => broken }),
    );
    expect(JSON.parse(stdout).summary[0]).toMatchObject({ mean: null, sd: null });
  });

  it("ndjson: one row per line", async () => {
    const { stdout } = await run(["compare", "a", "b", "--format", "ndjson"], library);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
  });

  it("csv: the columns of the score table, quoted, null as an empty field", async () => {
    const { stdout } = await run(["compare", "a", "b", "--format", "csv"], library);
    expect(stdout.split("\n")).toEqual([
      scoreColumns.join(","),
      'case_1,1,"a ""b"", c",dice,reference,1,prediction,1,0.9,,',
      "case_1,2,kidney,hd95,reference,1,prediction,1,,,PRED_EMPTY",
      "",
    ]);
  });

  it("many rows keep their number and order in every form", async () => {
    const many = Array.from({ length: 2501 }, (_, at) => scoreRow({ case: `case_${at}`, value: at / 7 }));
    const big = fakeLibrary({ comparePaths: async () => comparison({ rows: many }) });
    const json = await run(["compare", "a", "b", "--format", "json"], big);
    expect(JSON.parse(json.stdout).rows).toEqual(many);
    const csv = await run(["compare", "a", "b", "--format", "csv"], big);
    const values = csv.stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.split(",")[8]));
    expect(values).toEqual(many.map(({ value }) => value));
  });

  it("interval: the document of the contract, warnings on stderr too", async () => {
    const { stdout, stderr } = await run(
      ["interval", ...raters, "--format", "json"],
      fakeLibrary({
        interval: async () =>
          report({
            models: [placement({})],
            warnings: [{ code: "W-SMALLN", label: 1, metric: "dice", message: "few" }],
          }),
      }),
    );
    expect(Object.keys(JSON.parse(stdout))).toEqual([
      "schema",
      "version",
      "settings",
      "rows",
      "bounds",
      "models",
      "warnings",
      "notes",
      "failures",
      "seed",
      "study",
      "entities",
      "cases",
      "masks",
      "modelsAsRaters",
      "consensus",
    ]);
    expect(JSON.parse(stdout).bounds[0].inter.fixedRaters).toEqual({ low: 0.88, high: 0.92 });
    expect(stderr).toBe("warning: W-SMALLN: kidney (dice): few\n");
  });
});

describe("what is passed on", () => {
  it("compare hands over only the options that were given", async () => {
    let seen: CommandRunOptions = {};
    const library = fakeLibrary({
      comparePaths: async (_, __, options = {}) => {
        seen = options;
        return comparison();
      },
    });
    await run(
      ["compare", "a", "b", "--labels", "1-2", "--convention", "monai", "--worst-case", "5"],
      library,
    );
    const { onProgress, onPlan, signal, ...given } = seen;
    expect(given).toEqual({ labels: [1, 2], convention: "monai", worstCase: 5 });
  });

  it("interval hands over the folders by id", async () => {
    const studies: unknown[] = [];
    const library = fakeLibrary({
      interval: async (study) => {
        studies.push(study);
        return report();
      },
    });
    await run(["interval", ...raters, "--repeat", "anna=c", "--model", "net=d"], library);
    expect(studies).toEqual([
      { raters: { anna: "a", ben: "b" }, repeats: { anna: "c" }, models: { net: "d" } },
    ]);
  });

  it.each([
    [["--rater", "anna=a"], /two raters, or one rater and a repeat; there is 1 rater/],
    [[], /there are no raters/],
    [[...raters, "--rater", "anna=c"], /--rater anna is given twice/],
    [[...raters, "--repeat", "ana=c"], /no rater of that id/],
    [[...raters, "--model", "ben=c"], /a rater has that id/],
  ])("interval refuses %j", async (argv, message) => {
    const result = await run(["interval", ...argv]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(message);
  });

  it("interval accepts one rater with a repeat", async () => {
    expect((await run(["interval", "--rater", "anna=a", "--repeat", "anna=b"])).code).toBe(0);
  });
});

describe("explain", () => {
  it("lists every metric of the registry, and the presets", async () => {
    const { stdout } = await run(["explain"]);
    for (const { name } of registry) expect(stdout).toContain(name);
    const conventions = (await run(["explain", "conventions"])).stdout;
    for (const id of conventionIds) expect(conventions).toContain(id);
  });

  it.each(registry.map(({ id }) => id))("explains %s", async (id) => {
    const { code, stdout } = await run(["explain", id]);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/undefined undefined|NaN mm|\[object/);
    expect(JSON.parse((await run(["explain", id, "--format", "json"])).stdout).metric.id).toBe(id);
  });

  it("shows the values that were computed, and how far they are from those of pgt", async () => {
    const { stdout } = await run(["explain", "hd95"]);
    expect(stdout).toMatch(/pgt +surfel +inverse-ecdf +1\.250 +same\n/);
    expect(stdout).toMatch(/\(none\) +border6 +inverse-ecdf +1\.500 +\+0\.250\n/);
  });

  it("refuses what it does not know and offers the nearest", async () => {
    const result = await run(["explain", "dise"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("dice");
  });
});

describe("demo", () => {
  it("places the truth like a model and says so", async () => {
    const library = fakeLibrary({
      interval: async () => report({ models: [placement({}), placement({ model: "truth" })] }),
    });
    const result = await run(["demo", "--out", join(folder, "study"), "--seed", "7"], library);
    expect(result.code).toBe(0);
    expect(result.stdout).toMatch(/Where the truth itself lies\n[\s\S]*truth +1 +kidney/);
    expect(existsSync(join(folder, "study", "run", "report.html"))).toBe(true);
  });
});

describe("--out", () => {
  const files = ["rows.csv", "run.json"];

  it("goes to the library with --fresh, and what was written is said", async () => {
    const seen: unknown[] = [];
    const library = fakeLibrary({
      comparePaths: async (_, __, { out, fresh } = {}) => {
        seen.push({ out, fresh });
        return comparison({ files });
      },
      interval: async (study, { out, fresh } = {}) => {
        seen.push({ study, out, fresh });
        return report({ files });
      },
    });
    const compared = await run(["compare", "a", "b", "--out", "run", "--fresh"], library);
    expect(compared.stderr).toContain("wrote rows.csv, run.json to run\n");
    await run(["interval", "study.yaml", "--out", "run"], library);
    expect(seen).toEqual([
      { out: "run", fresh: true },
      { study: "study.yaml", out: "run", fresh: undefined },
    ]);
  });

  it("when interrupted says how to go on", async () => {
    const signal = AbortSignal.abort();
    const result = await run(["interval", "study.yaml", "--out", "run"], fakeLibrary(), { signal });
    expect(result.code).toBe(130);
    expect(result.stderr).toContain("kept in run; the same command goes on from there");
  });
});

describe("an experiment", () => {
  it.each(["plan", "step", "status", "export"])(
    "%s refuses a page, which it would not write",
    async (action) => {
      const { code, stderr } = await run(["study", action, "plan.yaml", "--report", "page.html"]);
      expect(code).toBe(2);
      expect(stderr).toContain(`pgt study ${action} writes no page; --report goes with run and report`);
    },
  );
});

describe("a study given by a path", () => {
  it("cannot be given by folders too", async () => {
    const { code, stderr } = await run(["interval", "study.yaml", "--model", "net=x"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--model and the study study.yaml");
  });

  it("takes roles for a score table", async () => {
    let seen: unknown;
    const library = fakeLibrary({
      interval: async (study, { raters: annotating, models } = {}) => {
        seen = { study, annotating, models };
        return report();
      },
    });
    await run(["interval", "s.csv", "--raters", "anna,ben", "--models", "net"], library);
    expect(seen).toEqual({ study: "s.csv", annotating: ["anna", "ben"], models: ["net"] });
  });
});

describe("init", () => {
  it("prints a manifest, or writes it, and never over a file without --force", async () => {
    expect((await run(["init", "masks"])).stdout).toBe("# proposed for masks\npgt: 1\n");
    const file = join(folder, "study.yaml");
    const written = await run(["init", "masks", "--out", file]);
    expect(written).toMatchObject({ code: 0, stdout: "" });
    expect(written.stderr).toContain(`pgt interval ${file}`);
    writeFileSync(file, "mine");
    const refused = await run(["init", "masks", "--out", file]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("is there already");
    expect(readFileSync(file, "utf8")).toBe("mine");
    await run(["init", "masks", "--out", file, "--force"]);
    expect(readFileSync(file, "utf8")).toContain("pgt: 1");
  });
});

it("init is told the name of a case or a rater", async () => {
  const { stdout } = await run(["init", "masks", "--case-is", "P1", "--rater-is", "anna"]);
  expect(stdout).toContain("# proposed for masks P1 anna");
});

describe("the writer", () => {
  it("turns a stream's failure into one OutputError with the fault in words", async () => {
    const full = new Writable({
      write: (_, __, done) => done(Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC" })),
    });
    await expect(writerTo(full, "standard output")("x")).rejects.toMatchObject({
      kind: "output",
      message: "standard output: could not write: no space left on the device",
    });
  });

  it("waits until the text has left", async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    let received = "";
    stream.on("data", (chunk: Buffer) => (received += chunk.toString()));
    await writerTo(stream, "standard output")("x".repeat(100_000));
    expect(received).toHaveLength(100_000);
  });
});

describe("progress", () => {
  const terminal = { ...plainTerminal, columns: 80 };
  const library = fakeLibrary({
    comparePaths: async (_, __, { onProgress } = {}) => {
      onProgress?.({ done: 1, total: 2, case: "case_1" });
      return comparison();
    },
  });

  it("is drawn on a terminal and removed", async () => {
    const { stderr } = await run(["compare", "a", "b"], library, { errorTerminal: terminal });
    expect(stderr).toContain("1/2");
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
  });

  it("is not drawn without a terminal or with --quiet", async () => {
    expect((await run(["compare", "a", "b"], library)).stderr).toBe("");
    expect((await run(["compare", "a", "b", "--quiet"], library, { errorTerminal: terminal })).stderr).toBe(
      "",
    );
  });
});

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bound, fakeLibrary, report, run, scoreRow } from "./fakes.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-report-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rows = [scoreRow({ a: "anna", b: "ben", case: "secret-7" })];

/** A run directory as `pgt interval --out` leaves it. */
async function writeRun(name: string, changes: object = {}): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  const {
    rows: _,
    masks: __,
    ...document
  } = report({
    bounds: [bound()],
    notes: [{ code: "N-CASES", cases: ["secret-7", "secret-8"], message: "anna lacks {cases}." }],
  });
  const inputs = [{ path: "masks/secret-7.nii.gz", bytes: 3, sha256: "ab".repeat(32) }];
  const run = { schema: "pgt.interval/2", version: "1.2.3", ...document, inputs, ...changes };
  await writeFile(join(path, "run.json"), JSON.stringify(run));
  const columns = Object.keys(rows[0]) as (keyof (typeof rows)[0])[];
  const lines = [
    columns.join(","),
    ...rows.map((row) => columns.map((column) => row[column] ?? "").join(",")),
  ];
  await writeFile(join(path, "rows.csv"), lines.join("\n"));
  return path;
}

describe("pgt report", () => {
  it("writes the page of a run into its folder, and says so", async () => {
    const path = await writeRun("plain");
    const { code, stdout, stderr } = await run(["report", path]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain(`wrote the report to ${join(path, "report.html")}`);
    const page = await readFile(join(path, "report.html"), "utf8");
    expect(page).toContain("kidney");
    expect(page).toContain("secret-7");
  });

  it("--anonymous leaves no case id or file name, --out names the file", async () => {
    const file = join(folder, "there", "for-all.html");
    await mkdir(join(folder, "there"));
    const { code } = await run(["report", await writeRun("hidden"), "--anonymous", "--out", file]);
    expect(code).toBe(0);
    const page = await readFile(file, "utf8");
    expect(page).not.toContain("secret");
    const names = (text: string) => new Set(text.match(/case-[0-9a-f]{10}/g));
    expect(names(page).size).toBe(2);
    await run(["report", join(folder, "hidden"), "--anonymous", "--out", file]);
    const again = names(await readFile(file, "utf8"));
    expect([...again].filter((name) => names(page).has(name))).toEqual([]);
  });

  it("--anonymous leaves out the words of a run of version 0.1.0, which may hold names", async () => {
    const path = await writeRun("earlier-words", {
      schema: "pgt.interval/1",
      notes: ["anna lacks secret-7."],
    });
    await run(["report", path]);
    expect(await readFile(join(path, "report.html"), "utf8")).toContain("anna lacks secret-7.");
    await run(["report", path, "--anonymous"]);
    expect(await readFile(join(path, "report.html"), "utf8")).not.toContain("secret");
  });

  it("reads the document of --format json as well", async () => {
    const { stdout } = await run(["interval", "--rater", "a=x", "--rater", "b=y", "--format", "json"]);
    const file = join(folder, "result.json");
    await writeFile(file, stdout);
    expect((await run(["report", file, "--out", join(folder, "result.html")])).code).toBe(0);
    expect(await readFile(join(folder, "result.html"), "utf8")).toContain(
      "<title>Peak Ground Truth report</title>",
    );
  });

  it("reads a run of version 0.1.0, whose intervals had other names", async () => {
    const earlierBounds = JSON.stringify([bound()])
      .replaceAll('"fixedRaters":', '"these":')
      .replaceAll('"randomRaters":', '"like":');
    const earlier = await writeRun("earlier", {
      schema: "pgt.interval/1",
      notes: ["anna lacks secret-7, secret-8."],
      bounds: JSON.parse(earlierBounds),
    });
    const today = await writeRun("today");
    expect(JSON.parse(earlierBounds)).not.toEqual([bound()]);
    const pages = [earlier, today].map(async (path) => {
      expect((await run(["report", path])).code).toBe(0);
      return readFile(join(path, "report.html"), "utf8");
    });
    const [page, expected] = await Promise.all(pages);
    expect(page).toBe(expected);
  });

  it.each([
    ["noise", { bounds: [{ ...bound(), noiseMm: { random: "x", rater: "y" } }] }],
    ["bounds", { bounds: [{ ...bound(), inter: { estimate: "high" } }] }],
    ["bounds that are no list", { bounds: 7 }],
  ])("refuses a run.json that somebody changed, by its name: %s", async (name, changes) => {
    const path = await writeRun(`changed ${name}`, changes);
    const { code, stderr } = await run(["report", path]);
    expect(code).toBe(3);
    expect(stderr).toContain(`${join(path, "run.json")}: a field of it is not as a run writes it`);
  });

  it("says why there are no slices, and is written all the same", async () => {
    const library = fakeLibrary({
      disagreementSlices: () => Promise.reject(new Error("masks/anna: no such folder")),
    });
    const path = await writeRun("moved");
    expect((await run(["report", path], library)).code).toBe(0);
    expect(await readFile(join(path, "report.html"), "utf8")).toContain("masks/anna: no such folder");
  });

  it.each([
    ["no-such-run", undefined, "no such file"],
    ["not-json", "{", "is not JSON"],
    [
      "other-schema",
      `{"schema":"pgt.design/1"}`,
      "expected a document with schema pgt.compare/1, pgt.interval/2",
    ],
    ["half-compared", `{"schema":"pgt.compare/1","settings":{}}`, "lacks summary"],
    [
      "half",
      `{"schema":"pgt.interval/2","settings":{}}`,
      "lacks bounds, models, warnings, notes, failures, rows",
    ],
  ])("refuses %s with the fault and exit code 3", async (name, text, fault) => {
    const path = join(folder, name);
    if (text !== undefined) {
      await mkdir(path);
      await writeFile(join(path, "run.json"), text);
    }
    const { code, stderr } = await run(["report", path]);
    expect(code).toBe(3);
    expect(stderr).toContain(fault);
  });
});

describe("pgt interval --report", () => {
  it("writes the page beside the output", async () => {
    const file = join(folder, "beside.html");
    const asked: unknown[] = [];
    const library = fakeLibrary({
      disagreementSlices: async (_, wanted) => {
        asked.push(...wanted);
        return { slices: [], notes: [] };
      },
    });
    const { code, stdout } = await run(
      ["interval", "--rater", "a=x", "--rater", "b=y", "--report", file],
      library,
    );
    expect(code).toBe(0);
    expect(stdout).toContain("inter-rater");
    expect(await readFile(file, "utf8")).toContain("Where the Peak Ground Truth lies");
    expect(asked).toMatchObject([{ case: "case_1", label: 1 }]);
  });
});

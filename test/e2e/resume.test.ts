import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { writeMask } from "./nifti-bytes.ts";
import { collect, pgt, startPgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const at = (...parts: string[]) => folder.path(...parts);
const cases = 6;

beforeAll(async () => {
  const { code, stderr } = await pgt([
    "demo",
    "--cases",
    String(cases),
    "--metrics",
    "dice",
    "--out",
    at("demo"),
  ]);
  expect(code, stderr).toBe(0);
  expect((await pgt(["init", at("demo"), "--out", at("study.yaml")])).code).toBe(0);
  expect((await pgt(argv("whole"))).code).toBe(0);
});

const argv = (out: string) => [
  "interval",
  at("study.yaml"),
  "--metrics",
  "dice,nsd@1,hd95",
  "--out",
  at(out),
];
const journalLines = (out: string) => {
  const path = at(out, "journal.ndjson");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").length - 1 : 0;
};

/** Everything that a run has written, the time that it took aside. */
function written(out: string): Record<string, string> {
  const files = readdirSync(at(out)).sort();
  return Object.fromEntries(
    files.map((name) => [
      name,
      readFileSync(at(out, name), "latin1").replace(/"durationSeconds": [\d.]+/, ""),
    ]),
  );
}

describe("a run that is stopped", () => {
  it("by SIGKILL leaves no table, goes on where it was, and ends byte for byte as one that was not", async () => {
    const child = startPgt(argv("killed"));
    const ended = collect(child);
    while (journalLines("killed") < 3 && child.exitCode === null) await wait(5);
    child.kill("SIGKILL");
    expect((await ended).code).toBeNull();
    expect(readdirSync(at("killed")).sort()).toEqual(["journal.ndjson", "run.lock"]);
    const left = journalLines("killed");
    expect(left).toBeGreaterThanOrEqual(3);
    expect(left).toBeLessThan(1 + cases);
    // What a kill in the middle of a line would leave.
    writeFileSync(at("killed", "journal.ndjson"), '{"case":"case0', { flag: "a" });
    const { code, stderr } = await pgt(argv("killed"));
    expect(code, stderr).toBe(0);
    expect(written("killed")).toEqual(written("whole"));
  });

  it("by SIGINT says how to go on, and does", async () => {
    const child = startPgt(argv("interrupted"));
    const ended = collect(child);
    while (journalLines("interrupted") < 2 && child.exitCode === null) await wait(5);
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain("the same command goes on from there");
    expect(readdirSync(at("interrupted"))).toEqual(["journal.ndjson"]);
    expect((await pgt(argv("interrupted"))).code).toBe(0);
    expect(written("interrupted")).toEqual(written("whole"));
  });
});

it("a folder that another run writes into is refused, with its process named", async () => {
  const child = startPgt(argv("twice"));
  const ended = collect(child);
  while (journalLines("twice") < 1 && child.exitCode === null) await wait(5);
  const second = await pgt(argv("twice"));
  expect(second).toMatchObject({ code: 2, stdout: "" });
  expect(second.stderr).toContain(`process ${child.pid} on `);
  expect((await ended).code).toBe(0);
  expect(written("twice")).toEqual(written("whole"));
});

describe("a run directory that is used again", () => {
  it("computes only what has changed", async () => {
    cpSync(at("demo"), at("changed-demo"), { recursive: true });
    cpSync(at("study.yaml"), at("changed.yaml"));
    const text = readFileSync(at("study.yaml"), "utf8").replaceAll('"demo/', '"changed-demo/');
    writeFileSync(at("changed.yaml"), text);
    cpSync(at("whole"), at("again"), { recursive: true });
    const mask = at("changed-demo", "raters", "rater1", "case02.nii.gz");
    cpSync(at("changed-demo", "raters", "rater2", "case02.nii.gz"), mask);
    const lines = () => readFileSync(at("again", "journal.ndjson"), "utf8").split("\n");
    const before = lines();
    const same = ["interval", at("changed.yaml"), "--metrics", "dice,nsd@1,hd95", "--out", at("again")];
    expect((await pgt(same)).code).toBe(0);
    expect(lines().slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(
      lines()
        .slice(before.length - 1, -1)
        .map((line) => JSON.parse(line).case),
    ).toEqual(["case02"]);
    const fresh = [...same.slice(0, -1), at("anew")];
    expect((await pgt(fresh)).code).toBe(0);
    const { "journal.ndjson": _, ...again } = written("again");
    const { "journal.ndjson": __, ...anew } = written("anew");
    expect(again).toEqual(anew);
  });

  it("is refused for other settings, and started anew with --fresh", async () => {
    const other = [...argv("whole"), "--boundary", "border6"];
    const before = written("whole");
    const { code, stdout, stderr } = await pgt(other);
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/holds a run with other settings \(there convention .*surfel.*border6.*--fresh/);
    expect(written("whole")).toEqual(before);
    cpSync(at("whole"), at("refreshed"), { recursive: true });
    const again = [...argv("refreshed"), "--boundary", "border6", "--fresh"];
    expect((await pgt(again)).code).toBe(0);
    expect(JSON.parse(readFileSync(at("refreshed", "run.json"), "utf8")).settings.convention.boundary).toBe(
      "border6",
    );
  });

  it("tries a case again that failed", async () => {
    for (const id of ["reference", "prediction"]) {
      mkdirSync(at("pairs", id), { recursive: true });
      for (const name of ["a", "b"]) writeMask(at("pairs", id, `${name}.nii`));
    }
    writeFileSync(at("pairs", "prediction", "b.nii"), "not a mask");
    const compare = ["compare", at("pairs", "reference"), at("pairs", "prediction"), "--out", at("compared")];
    expect((await pgt(compare)).code).toBe(4);
    expect(JSON.parse(readFileSync(at("compared", "run.json"), "utf8")).failures).toHaveLength(1);
    writeMask(at("pairs", "prediction", "b.nii"));
    expect((await pgt(compare)).code).toBe(0);
    expect(readdirSync(at("compared")).sort()).toEqual([
      ...["journal.ndjson", "masks.csv", "rows.csv", "rows.parquet", "run.json", "summary.csv"],
    ]);
    expect(JSON.parse(readFileSync(at("compared", "run.json"), "utf8"))).toMatchObject({
      schema: "pgt.compare/1",
      failures: [],
    });
  });
});

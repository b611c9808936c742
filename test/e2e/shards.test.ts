import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { writeQualityMasks } from "./quality-masks.ts";
import { collect, pgt, startPgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const at = (...parts: string[]) => folder.path(...parts);
const cases = 5;
const metrics = ["-m", "dice,nsd@1,hd95", "-q"];

beforeAll(() => {
  const masks = { cases, organs: 3, generators: 3, shape: [24, 24, 24] } as const;
  writeQualityMasks(at("one"), masks);
  writeQualityMasks(at("two"), { ...masks, cases: 2, seed: 7 });
  rmSync(at("one", "g3", "case_002.nii.gz"));
  writeFileSync(at("one", "g2", "case_003.nii.gz"), "not a mask");
  for (const name of ["one", "two"]) writeFileSync(at(`${name}.yaml`), manifest(name));
});

const manifest = (name: string) => `pgt: 1
name: ${name}
labels: { 1: liver, 2: spleen, 3: aorta, 4: nowhere }
entities:
  - { id: truth, role: reference, masks: "${name}/reference/{case}.nii.gz" }
  - { id: g1, role: generator, masks: "${name}/g1/{case}.nii.gz" }
  - { id: g2, role: generator, masks: "${name}/g2/{case}.nii.gz" }
`;

const commands: Readonly<Record<string, readonly string[]>> = {
  compare: ["compare", "one/reference", "one/g3", ...metrics, "--missing-prediction", "worst"],
  "compare with a case that fails": ["compare", "one/reference", "one/g2", ...metrics],
  interval: [
    ...["interval", "--rater", "a=one/reference", "--rater", "b=one/g1", "--repeat", "a=one/g3"],
    ...["--rater", "c=two/g1", "--model", "m=one/g2", ...metrics],
  ],
  "quality of two data sets": ["quality", "one.yaml", "two.yaml", "--contrast", "g1,g2", ...metrics],
};
const here = {
  get cwd() {
    return at();
  },
};
const run = (argv: readonly string[]) => pgt(argv, here);

/** Every file below a folder, the time that a run took aside. */
function written(name: string): Record<string, string> {
  const files = readdirSync(at(name), { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    files
      .filter((file) => statSync(at(name, file)).isFile())
      .map((file) => [file, readFileSync(at(name, file), "latin1").replace(/"durationSeconds": [\d.]+/, "")]),
  );
}

async function scored(argv: readonly string[], count: number, name: string): Promise<string[]> {
  const folders = Array.from({ length: count }, (_, k) => join(name, String(k + 1)));
  for (const [k, one] of folders.entries()) {
    const { code, stdout, stderr } = await run([...argv, "--shard", `${k + 1}/${count}`, "--out", one]);
    expect([0, 3, 4], stderr).toContain(code);
    expect(stdout).toBe("");
  }
  return folders;
}

describe.each(Object.entries(commands))("%s in shards, merged, is one run, byte for byte", (name, argv) => {
  const whole = `${name} whole`;
  const ends: { one?: Awaited<ReturnType<typeof run>> } = {};
  beforeAll(async () => {
    ends.one = await run([...argv, "--out", whole, "--format", "json"]);
    expect(Object.keys(written(whole)), ends.one.stderr).toContain("run.json");
  });

  it.each([1, 3, cases + 3])("of %i", async (count) => {
    const folders = await scored(argv, count, `${name} in ${count}`);
    const out = `${name} merged of ${count}`;
    const merged = await run(["merge", ...folders.reverse(), "--out", out, "--format", "json", "-q"]);
    expect(merged).toEqual(ends.one);
    expect(written(out)).toEqual(written(whole));
  });
});

describe("pgt merge refuses, and says why,", () => {
  const compared = commands.compare as readonly string[];
  const merge = (...folders: string[]) => run(["merge", ...folders, "--out", "refused", "-q"]);
  const refused = async (folders: readonly string[], reason: RegExp) => {
    const { code, stdout, stderr } = await merge(...folders);
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(reason);
    expect(readdirSync(at())).not.toContain("refused");
  };
  let shards: string[] = [];
  beforeAll(async () => {
    shards = await scored(compared, 3, "good");
  });

  it("a shard that is missing", () => refused(shards.slice(0, 2), /1 shard of 3 is missing: 3; give the/));

  it("one that is there twice", () =>
    refused([...shards, shards[1]], /good\/2: shard 2 of 3 is there twice, also as good\/2/));

  it("one with other options", async () => {
    const other = await run([...compared, "--boundary", "border6", "--shard", "2/3", "--out", "other"]);
    expect(other.code, other.stderr).toBe(0);
    await refused(
      [shards[0], "other", shards[2]],
      /other: is a shard of another run .* boundary: none there, "border6" here/,
    );
  });

  it("one of another number of shards", async () => {
    const [, , , fourth] = await scored(compared, 4, "four");
    await refused(
      [...shards, fourth],
      /is a shard of another run than good\/1: the number of shards: 3 there, 4 here/,
    );
  });

  it("one that saw other cases", async () => {
    mkdirSync(at("fewer"));
    cpSync(at("one"), at("kept"), { recursive: true });
    rmSync(at("one", "reference", "case_004.nii.gz"));
    rmSync(at("one", "g3", "case_004.nii.gz"));
    const fewer = await run([...compared, "--shard", "2/3", "--out", "fewer/2"]);
    expect(fewer.code, fewer.stderr).toBe(0);
    cpSync(at("kept"), at("one"), { recursive: true });
    await refused(
      [shards[0], "fewer/2", shards[2]],
      /cases: 4 there, 3 here; "case_004" is in one of them only/,
    );
  });

  it("one that is not finished, and takes it when it is", async () => {
    cpSync(at("good", "2"), at("half"), { recursive: true });
    rmSync(at("half", "run.json"));
    await refused([shards[0], "half", shards[2]], /half: expected the folder of a finished shard/);
    expect((await run([...compared, "--shard", "2/3", "--out", "half"])).code).toBe(0);
    const { code, stderr } = await run(["merge", shards[0], "half", shards[2], "--out", "taken", "-q"]);
    expect(code, stderr).toBe(0);
    expect(written("taken")).toEqual(written("compare whole"));
  });

  it("masks that a shard did not compare", async () => {
    const mask = at("one", "g3", "case_001.nii.gz");
    const before = readFileSync(mask);
    cpSync(at("one", "g1", "case_001.nii.gz"), mask);
    const { code, stderr } = await run(["merge", ...shards, "--out", "changed", "-q"]);
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/good\/\d: case "case_001" has other masks now than this shard compared/);
    writeFileSync(mask, before);
  });

  it("a run that is no shard", async () => {
    await refused(["compare whole"], /expected a shard \(--shard K\/N with --out\), found "pgt.compare\/1"/);
  });
});

describe("usage", () => {
  const compared = commands.compare as readonly string[];
  it.each([
    [["--shard", "0/3", "--out", "x"], "expected K/N with K from 1 to N"],
    [["--shard", "4/3", "--out", "x"], "expected K/N with K from 1 to N"],
    [["--shard", "1/3"], "--shard needs --out"],
    [["--shard", "1/3", "--out", "x", "--format", "csv"], "give --format to pgt merge"],
    [["--shard", "1/3", "--out", "compare whole"], "holds a run of pgt compare"],
  ])("%j is refused", async (more, reason) => {
    const { code, stderr } = await run([...compared, ...more]);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });

  it("the output of a whole run goes into no folder of a shard", async () => {
    const { code, stderr } = await run([...compared, "--out", "good/1"]);
    expect(code).toBe(2);
    expect(stderr).toContain("holds a shard of a run");
  });
});

it("a shard that was killed goes on where it was", async () => {
  const argv = [...(commands.interval as string[]), "--shard", "1/1", "--out", "killed", "-j", "1"];
  const child = startPgt(argv, here);
  const ended = collect(child);
  const lines = () => {
    try {
      return readFileSync(at("killed", "journal.ndjson"), "utf8").split("\n").length - 1;
    } catch {
      return 0;
    }
  };
  while (lines() < 2 && child.exitCode === null) await wait(5);
  child.kill("SIGKILL");
  await ended;
  expect([0, 4]).toContain((await run(argv)).code);
  expect([0, 4]).toContain((await run(["merge", "killed", "--out", "after", "-q"])).code);
  expect(written("after")).toEqual(written("interval whole"));
});

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cube, writeMask } from "./nifti-bytes.ts";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const at = (...parts: string[]) => folder.path(...parts);

/** Sides of each annotator's cubes, case by case: [from, to). */
const annotations: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  anna: [
    [2, 6],
    [1, 6],
    [2, 7],
    [1, 5],
  ],
  ben: [
    [2, 7],
    [1, 7],
    [1, 7],
    [1, 6],
  ],
  "anna-repeat": [
    [2, 6],
    [1, 6],
    [2, 6],
    [1, 5],
  ],
  net: [
    [2, 6],
    [2, 6],
    [2, 7],
    [2, 5],
  ],
};

beforeAll(() => {
  for (const [id, cubes] of Object.entries(annotations)) {
    mkdirSync(at("masks", id), { recursive: true });
    cubes.forEach(([from, to], k) => void writeMask(at("masks", id, `case_${k}.nii.gz`), {}, from, to));
  }
});

const entities = `entities:
  - { id: anna, role: rater, masks: "masks/anna/{case}.nii.gz" }
  - { id: ben, role: rater, masks: "masks/ben/{case}.nii.gz" }
  - { id: anna, role: rater, session: 2, masks: "masks/anna-repeat/{case}.nii.gz" }
  - { id: net, role: model, masks: "masks/net/{case}.nii.gz" }
`;

/** Writes a manifest beside the masks and returns its path. */
function manifest(name: string, text: string): string {
  const path = at(name);
  writeFileSync(path, text);
  return path;
}

const numbers = ({ bounds, models }: { bounds: unknown; models: unknown }) => ({ bounds, models });

async function interval(...argv: string[]) {
  const { code, stdout, stderr } = await pgt(["interval", ...argv, "--format", "json"]);
  expect(code, stderr).toBe(0);
  return { document: JSON.parse(stdout), stderr };
}

describe("pgt interval STUDY", () => {
  it("gives the numbers of the same folders named one by one", async () => {
    const study = manifest("study.yaml", `pgt: 1\nname: cubes\nmetrics: [dice, hd95]\n${entities}`);
    const { document } = await interval(study);
    const folders = await interval(
      ...["--rater", `anna=${at("masks", "anna")}`, "--rater", `ben=${at("masks", "ben")}`],
      ...["--repeat", `anna=${at("masks", "anna-repeat")}`, "--model", `net=${at("masks", "net")}`],
      ...["--metrics", "dice,hd95"],
    );
    expect(numbers(document)).toEqual(numbers(folders.document));
    expect(document.rows).toEqual(folders.document.rows);
    expect(document).toMatchObject({ name: "cubes", study, seed: 20230418 });
  });

  it("options go before the manifest", async () => {
    const study = manifest("study.yaml", `pgt: 1\nmetrics: [dice]\nconvention: monai\n${entities}`);
    const { document } = await interval(study, "--metrics", "jaccard", "--boundary", "border18");
    expect(document.settings).toMatchObject({
      metrics: ["jaccard"],
      convention: { boundary: "border18" },
    });
  });

  it("is the same from its own table, as CSV, as Parquet and as a folder", async () => {
    const study = manifest("study.yaml", `pgt: 1\nclusters: "^(case_[01])"\nmetrics: [dice]\n${entities}`);
    const { document } = await interval(study, "--out", at("own"));
    for (const table of [at("own", "rows.csv"), at("own", "rows.parquet"), at("own")]) {
      const again = await interval(table);
      expect(numbers(again.document)).toEqual(numbers(document));
      expect(again.stderr).toContain("Roles are those of the run.json beside the table");
    }
  });

  it("names cases that an entity lacks", async () => {
    cpSync(at("masks", "net"), at("masks", "net-part"), { recursive: true });
    rmSync(at("masks", "net-part", "case_2.nii.gz"));
    const study = manifest(
      "part.yaml",
      `pgt: 1\nmetrics: [dice]\n${entities.replace("masks/net/", "masks/net-part/")}`,
    );
    const { document, stderr } = await interval(study);
    expect(stderr).toContain("net lacks 1 case: case_2.");
    expect(document.models[0]).toMatchObject({ n: 3, expected: 4 });
  });

  it("a study whose repeats cover other cases is analysed on the common ones too, and says so", async () => {
    cpSync(at("masks", "anna-repeat"), at("masks", "later"), { recursive: true });
    rmSync(at("masks", "later", "case_0.nii.gz"));
    cpSync(at("masks", "ben"), at("masks", "ben-part"), { recursive: true });
    rmSync(at("masks", "ben-part", "case_3.nii.gz"));
    const text = entities.replace("anna-repeat/", "later/").replace("masks/ben/", "masks/ben-part/");
    const { document } = await interval(manifest("subset.yaml", `pgt: 1\nmetrics: [dice]\n${text}`));
    const subset = document.warnings.find(({ code }: { code: string }) => code === "W-SUBSET");
    expect(subset.found).toContain("2 cases that both have");
  });

  it("a rater made from the model is not compared with it", async () => {
    const text = entities.replace("id: ben,", "id: ben, derivedFrom: net,");
    const { document, stderr } = await interval(manifest("lineage.yaml", `pgt: 1\nmetrics: [dice]\n${text}`));
    expect(stderr).toContain("ben was made from net: the two are not compared");
    const pairs = new Set(document.rows.map(({ a, b }: { a: string; b: string }) => `${a}/${b}`));
    expect([...pairs].sort()).toEqual(["anna/anna", "anna/ben", "anna/net"]);
  });

  it("reads an entity's labels by its map, unions included", async () => {
    mkdirSync(at("masks", "split"), { recursive: true });
    // The same cubes as the model's, cut in two labels along x, and one voxel of another label.
    annotations.net.forEach(([from, to], k) => {
      const values = cube(from, to).map((label, voxel) => label * (voxel % 8 < 4 ? 11 : 12));
      values[0] = 99;
      writeMask(at("masks", "split", `case_${k}.nii.gz`), { values });
    });
    const head = "pgt: 1\nmetrics: [dice]\nlabels: { 1: organ }\n";
    const plain = await interval(manifest("plain.yaml", head + entities));
    const mapped = entities.replace(
      'masks/net/{case}.nii.gz"',
      'masks/split/{case}.nii.gz", labels: { 11: left half, 12: right half }, map: halves.yaml',
    );
    manifest("halves.yaml", "organ: [left half, 12]\n");
    const { document, stderr } = await interval(manifest("mapped.yaml", head + mapped));
    expect(numbers(document)).toEqual(numbers(plain.document));
    expect(stderr).toContain("not in the label map of net, left out: 99.");
  });

  it("reads one file per class by its map", async () => {
    for (const [k, [from, to]] of annotations.net.entries()) {
      mkdirSync(at("masks", "classes", `case_${k}`), { recursive: true });
      const half = (side: number) =>
        cube(from, to).map((label, voxel) => (voxel % 8 < 4 === (side === 0) ? label : 0));
      writeMask(at("masks", "classes", `case_${k}`, "kidney_left.nii.gz"), { values: half(0) });
      writeMask(at("masks", "classes", `case_${k}`, "kidney_right.nii.gz"), { values: half(1) });
    }
    const head = "pgt: 1\nmetrics: [dice]\nlabels: { 1: organ }\n";
    const text = entities.replace(
      'masks/net/{case}.nii.gz"',
      'masks/classes/{case}", map: { organ: [kidney_left, kidney_right] }',
    );
    const { document } = await interval(manifest("classes.yaml", head + text));
    const plain = await interval(manifest("plain.yaml", head + entities));
    expect(numbers(document)).toEqual(numbers(plain.document));
  });
});

describe("a study that cannot be analysed", () => {
  it.each([
    [
      "a role that does not exist",
      entities.replace("role: model", "role: robot"),
      "line 6: entities[3].role: expected",
      3,
    ],
    [
      "a pattern without masks",
      entities.replace("masks/ben/", "masks/ben*/nothing-"),
      "no mask found for ben",
      3,
    ],
    ["a folder that is not there", entities.replace("masks/ben/", "nowhere/"), "nowhere", 3],
    [
      "one rater only",
      `${entities.split("\n").slice(0, 2).join("\n")}\n`,
      "found 1 rater (anna) without a repeat",
      2,
    ],
    ["an unknown metric", `metrics: [doce]\n${entities}`, 'metric "doce" is not known', 2],
    [
      "a label map that is not there",
      entities.replace('net/{case}.nii.gz"', 'net/{case}.nii.gz", map: lost.yaml'),
      "lost.yaml: no such file",
      3,
    ],
    [
      "a target that the study does not name",
      `labels: { 1: organ }\n${entities.replace('net/{case}.nii.gz"', 'net/{case}.nii.gz", map: { a: orgn }')}`,
      '"orgn" is no label of the study; the labels of the study are 1 organ. Did you mean organ?',
      3,
    ],
  ])("%s", async (_, text, message, expected) => {
    const { code, stdout, stderr } = await pgt(["interval", manifest("bad.yaml", `pgt: 1\n${text}`)]);
    expect({ code, stdout }, stderr).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/ at .*\.js/);
  });

  it("a manifest that is not there, and a folder of masks", async () => {
    expect((await pgt(["interval", at("nowhere.yaml")])).stderr).toContain("no such file");
    const { code, stderr } = await pgt(["interval", at("masks")]);
    expect(code).toBe(3);
    expect(stderr).toContain("pgt init");
  });

  it("one rater with a repeat has an upper bound alone; one case has no interval", async () => {
    const one = `pgt: 1\nmetrics: [dice]\nentities:\n${entities
      .split("\n")
      .filter((line) => line.includes("anna"))
      .join("\n")}\n`;
    const { document } = await interval(manifest("one.yaml", one));
    expect(document.bounds[0].intra.n).toBe(4);
    expect(document.warnings.map(({ code }: { code: string }) => code)).toContain("W-NOINTER");
    const single = entities.replaceAll("{case}.nii.gz", "{case}_1.nii.gz");
    const alone = await interval(manifest("single.yaml", `pgt: 1\nmetrics: [dice]\n${single}`));
    expect(alone.document.bounds[0].inter).toMatchObject({ n: 1, fixedRaters: { low: null, high: null } });
    expect(alone.document.warnings.map(({ code }: { code: string }) => code)).toContain("W-SMALLN");
  });
});

describe("pgt init", () => {
  beforeAll(() => {
    for (const id of Object.keys(annotations)) cpSync(at("masks", id), at("init", id), { recursive: true });
  });

  it("proposes a study that pgt interval then reads", async () => {
    const study = at("proposed", "study.yaml");
    const written = await pgt(["init", at("init"), "--out", study]);
    expect(written.code, written.stderr).toBe(0);
    const text = readFileSync(study, "utf8");
    expect(text).toContain(
      '{ id: anna, role: rater, session: 2, masks: "../init/anna-repeat/{case}.nii.gz" }',
    );
    expect(text).toContain('{ id: net, role: model, masks: "../init/net/{case}.nii.gz" }');
    const { document } = await interval(study, "--metrics", "dice");
    expect(document.bounds[0].inter.n).toBe(4);
    expect((await pgt(["init", at("init"), "--out", study])).code).toBe(2);
  });

  it("prints it, with paths from the folder, and leaves the folder as it was", async () => {
    const { stdout, code } = await pgt(["init", at("init")]);
    expect(code).toBe(0);
    expect(stdout).toContain('"ben/{case}.nii.gz"');
    const empty = await pgt(["init", at("init", "anna")]);
    expect(empty.code).toBe(3);
    expect(existsSync(at("init", "study.yaml"))).toBe(false);
  });
});

describe("pgt interval SCORES", () => {
  const head = "case,label,metric,value,a_entity,a_session,b_entity,b_session\n";
  const line = (id: number, value: number, a: string, b: string, session = 1) =>
    `c${id},1,dice,${value},${a},1,${b},${session}\n`;
  const cases = [1, 2, 3, 4];
  const table = () =>
    head +
    cases
      .map((id) => line(id, 0.8 + id / 100, "anna", "ben") + line(id, 0.9 + id / 100, "anna", "anna", 2))
      .join("") +
    cases
      .map((id) => line(id, 0.85 + id / 100, "anna", "net") + line(id, 0.86 + id / 100, "ben", "net"))
      .join("");

  it("has the means of the table and says who is who", async () => {
    const { document, stderr } = await interval(manifest("scores.csv", table()));
    const [{ inter, intra }] = document.bounds;
    expect(inter.estimate).toBeCloseTo(0.825, 12);
    expect(intra.estimate).toBeCloseTo(0.925, 12);
    expect(document.models[0].estimate).toBeCloseTo(0.88, 12);
    expect(stderr).toContain("Raters are anna, ben; models are net");
  });

  it("takes roles as given", async () => {
    const scores = manifest("scores.csv", table());
    const { document } = await interval(scores, "--raters", "anna,ben,net");
    expect(document.models).toEqual([]);
    expect(document.bounds[0].inter.pairs).toBe(3);
    const { code, stderr } = await pgt(["interval", scores, "--models", "nett"]);
    expect(code).toBe(2);
    expect(stderr).toContain('"nett" is not in the table');
  });

  it("writes its tables", async () => {
    const out = at("of-table");
    await interval(manifest("scores.csv", table()), "--out", out);
    expect(readdirSync(out).sort()).toEqual([
      "as-rater-tests.csv",
      "as-rater.csv",
      "bounds.csv",
      "models.csv",
      "rows.csv",
      "rows.parquet",
      "run.json",
    ]);
    expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8")).inputs).toHaveLength(1);
  });

  it.each([
    [
      "missing columns",
      "case,label,metric,value\nc,1,dice,1\n",
      [],
      "missing columns: a or a_entity, b or b_entity",
      3,
    ],
    ["percentages", `${head}c1,1,dice,93,a,1,b,1\n`, [], "looks like a percentage", 3],
    [
      "options about masks",
      `${head}c1,1,dice,0.9,a,1,b,1\n`,
      ["--boundary", "border6"],
      "a score table holds values already",
      2,
    ],
    [
      "nobody who annotates",
      `${head}c1,1,dice,0.9,a,1,b,1\n`,
      ["--raters", "a", "--models", "b"],
      "no row compares two raters",
      3,
    ],
    [
      "the same comparison twice",
      `${head}c1,1,dice,0.9,a,1,b,1\nc1,1,dice,0.8,a,1,b,1\n`,
      [],
      "two rows for case",
      2,
    ],
  ])("%s are refused", async (_, text, options, message, expected) => {
    const { code, stdout, stderr } = await pgt(["interval", manifest("bad.csv", text), ...options]);
    expect({ code, stdout }, stderr).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(message);
  });
});

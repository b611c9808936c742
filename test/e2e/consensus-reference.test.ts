import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import type { LabelVolume, ScoreRow } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const { path: at } = temporaryFolder();
const cases = ["p1", "p2", "p3"];
const raters = ["anna", "ben", "eva"];
const affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1];

function ball(shift: number, radius: number): LabelVolume {
  const data = new Uint8Array(24 * 20 * 10);
  for (let i = 0; i < data.length; i++) {
    const [x, y, z] = [i % 24, Math.floor(i / 24) % 20, Math.floor(i / 480)];
    if (Math.hypot(x - 11 - shift, y - 10, 2 * (z - 5)) <= radius) data[i] = 1;
  }
  return { data, shape: [24, 20, 10], spacingMm: [1, 1, 2], affine };
}

function write(folder: string, id: string, volume: LabelVolume): void {
  mkdirSync(at(folder), { recursive: true });
  writeFileSync(at(folder, `${id}.nii.gz`), gzipSync(writeNifti(volume)));
}

const folders = (...ids: string[]) => ids.flatMap((id) => ["--rater", `${id}=${at(id)}`]);
const method = "median-sdf";
const reference = `consensus:${method}`;

function manifest(fusedFrom: string, roles: Readonly<Record<string, string>>): string {
  const entities = Object.entries(roles).map(
    ([id, role]) =>
      `  - { id: ${id}, role: ${role}, masks: "${id}/{case}.nii.gz"${id === "fused" ? fusedFrom : ""} }`,
  );
  const path = at(`${Object.keys(roles).join("-")}${fusedFrom.length}.yaml`);
  writeFileSync(
    path,
    ["pgt: 1", "labels: { 1: kidney }", "metrics: [dice]", "entities:", ...entities].join("\n"),
  );
  return path;
}

const everybody = {
  anna: "rater",
  ben: "rater",
  eva: "rater",
  net: "model",
  version: "generator",
  fused: "consensus",
};

async function json(argv: readonly string[]) {
  const { code, stdout, stderr } = await pgt([...argv, "--format", "json"]);
  return { code, stderr, document: stdout === "" ? null : JSON.parse(stdout) };
}

const valuesOf = (rows: readonly ScoreRow[], a: string, b: string) =>
  rows.filter((row) => row.a === a && row.b === b).map(({ value }) => value);

/** Dice of a mask with the consensus of some raters that the command has written. */
async function diceWith(others: readonly string[], judged: string): Promise<(number | null)[]> {
  const out = at(`of-${others.join("-")}`);
  await pgt(["consensus", ...folders(...others), "--method", method, "--out", out, "--fresh", "--quiet"]);
  const masks = `${out}/masks/${method}`;
  const { document } = await json(["compare", masks, at(judged), "--metrics", "dice", "--quiet"]);
  return document.rows.map(({ value }: ScoreRow) => value);
}

beforeAll(async () => {
  for (const [k, id] of cases.entries()) {
    write("anna", id, ball(0, 6 + k / 2));
    write("ben", id, ball(1, 6 + k / 2));
    write("eva", id, ball(0, 7 + k / 2));
    write("net", id, ball(1, 6.5));
    write("version", id, ball(-1, 6.5));
  }
  write("moved", "p1", { ...ball(0, 6), affine: [1, 0, 0, 9, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1] });
  for (const id of ["p2", "p3"]) write("moved", id, ball(0, 6));
  const { code } = await pgt(["consensus", ...folders(...raters), "--out", at("majority"), "--quiet"]);
  expect(code).toBe(0);
  for (const id of cases) {
    mkdirSync(at("fused"), { recursive: true });
    writeFileSync(
      at("fused", `${id}.nii.gz`),
      readFileSync(at("majority", "masks", "majority", `${id}.nii.gz`)),
    );
  }
});

describe("a consensus of the raters as the reference of an interval", () => {
  const command = () => [
    ...["interval", ...folders(...raters), "--model", `net=${at("net")}`, "--metrics", "dice"],
    ...["--reference", reference],
  ];

  it("holds each rater against that of the others, and a model against these and that of all", async () => {
    const { code, document, stderr } = await json(command());
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /each rater is compared with the consensus of the others, never with one that holds/,
    );
    const { rows, consensus, reference: settings } = document;
    for (const rater of raters) {
      const others = raters.filter((one) => one !== rater);
      expect(valuesOf(rows, `${reference} without ${rater}`, rater)).toEqual(await diceWith(others, rater));
      expect(valuesOf(rows, reference, rater)).toEqual([]);
      expect(valuesOf(rows, `${reference} without ${rater}`, "net")).toHaveLength(3);
    }
    expect(valuesOf(rows, reference, "net")).toEqual(await diceWith(raters, "net"));
    expect(settings).toEqual({ id: reference, method, tie: "sdf", region: "union@5mm", staplePrior: null });
    expect(consensus).toHaveLength(1);
    expect(consensus[0]).toMatchObject({ reference, inclusive: null, leaveOneOut: { n: 3 } });
    expect(consensus[0].models[0].ofAll.n).toBe(3);
    expect(document.models.map((one: { reference: string }) => one.reference)).toEqual([
      "raters",
      "consensus",
    ]);
    expect(document.warnings.map((one: { code: string }) => one.code)).not.toContain("W-CIRCULAR");
  });

  it("keeps to the method of the run that is resumed, and reads the run as it was", async () => {
    const out = at("run");
    const first = await json([...command(), "--out", out, "--quiet"]);
    const again = await json([...command(), "--out", out, "--quiet"]);
    expect(again.document.rows).toEqual(first.document.rows);
    const other = await pgt([...command().slice(0, -1), "consensus:sba", "--out", out, "--quiet"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/holds a run with other settings .*median-sdf.*sba/s);
    const ofTable = await json(["interval", out, "--quiet"]);
    expect(ofTable.document.consensus).toEqual(first.document.consensus);
    const table = readFileSync(`${out}/consensus-agreement.csv`, "utf8").trim().split("\n");
    expect(table).toHaveLength(1 + raters.length + 1);
    expect(table[0]).toMatch(/^reference,label,name,metric,unit,role,entity,others.estimate,/);
  });

  it("says that with two raters the consensus of the others is the other rater", async () => {
    const { document, stderr } = await json([
      "interval",
      ...folders("anna", "ben"),
      "--reference",
      reference,
    ]);
    expect(stderr).toMatch(/With two raters the consensus of the others is the other rater/);
    const { rows } = document;
    expect(valuesOf(rows, `${reference} without anna`, "anna")).toEqual(valuesOf(rows, "anna", "ben"));
  });

  it("names a rater on another grid and goes on", async () => {
    const { code, document } = await json([
      ...["interval", ...folders("anna", "ben", "moved"), "--metrics", "dice", "--reference", reference],
    ]);
    expect(code).toBe(4);
    const failed = document.failures.filter((one: { comparison: string }) =>
      one.comparison.includes("consensus"),
    );
    expect(new Set(failed.map((one: { case: string }) => one.case))).toEqual(new Set(["p1"]));
    expect(failed[0].message).toMatch(/moved/);
    expect(valuesOf(document.rows, `${reference} without moved`, "moved")).toHaveLength(2);
  });

  it.each([
    ["consensus:stapel", /method "stapel": expected one of majority, .*expected-dice/],
    ["consensus", /expected consensus:METHOD, METHOD being one of majority/],
    ["consensus:at-least:3", /asks for 3 votes, and there are 2 raters without anna/],
  ])("refuses %s", async (given, message) => {
    const { code, stderr } = await pgt(["interval", ...folders(...raters), "--reference", given]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it("refuses one rater with a repeat, and a score table", async () => {
    const alone = await pgt([
      ...["interval", ...folders("anna"), "--repeat", `anna=${at("ben")}`, "--reference", reference],
    ]);
    expect([alone.code, alone.stderr]).toEqual([
      2,
      expect.stringMatching(/a consensus needs two raters, found 1 \(anna\)/),
    ]);
    const table = await pgt(["interval", at("run"), "--reference", reference]);
    expect([table.code, table.stderr]).toEqual([2, expect.stringMatching(/a score table holds none/)]);
  });
});

describe("ceilings of Dice without a model", () => {
  it("stand beside that of the model, and in a resumed run, as in the agreement that reads all masks again", async () => {
    const out = at("ceilings");
    const command = ["interval", ...folders(...raters), "--metrics", "dice", "--quiet"];
    const { document } = await json([...command, "--agreement", "--out", out]);
    const [found] = document.ceilings;
    const [expected] = document.agreement.ceilings;
    expect(found).toMatchObject({ label: 1, metric: "dice", n: 3, cases: 3 });
    expect(found.leaveOneOut.value).toBe(expected.leaveOneOut.value);
    expect(found.expected.value).toBe(expected.expected.value);
    expect((await json([...command, "--out", out])).document.ceilings).toEqual(document.ceilings);
    const { stdout } = await pgt([...command, "--format", "table"]);
    expect(stdout).toMatch(/ceiling without a model\*\*/);
    expect(stdout).toMatch(/0\.\d+, at most 0\.\d+ \(3\/3\)/);
  });

  it("are none for two raters, or without Dice", async () => {
    const ofTwo = await json(["interval", ...folders("anna", "ben"), "--metrics", "dice", "--quiet"]);
    expect(ofTwo.document).not.toHaveProperty("ceilings");
    const ofDistances = await json(["interval", ...folders(...raters), "--metrics", "assd", "--quiet"]);
    expect(ofDistances.document).not.toHaveProperty("ceilings");
  });
});

describe("a consensus mask of a study", () => {
  it("is compared in an interval, and the circle is named", async () => {
    const { document } = await json([
      "interval",
      manifest(", derivedFrom: [anna, ben]", everybody),
      "--quiet",
    ]);
    expect(document.consensus[0]).toMatchObject({
      reference: "fused",
      leaveOneOut: null,
      inclusive: { n: 3 },
    });
    const circle = document.warnings.find((one: { code: string }) => one.code === "W-CIRCULAR");
    expect(circle.message).toMatch(
      /made from the masks of anna and ben: .* give the reference consensus:METHOD/,
    );
    const undeclared = await json(["interval", manifest("", everybody), "--quiet"]);
    expect(
      undeclared.document.warnings.find((one: { code: string }) => one.code === "W-CIRCULAR").message,
    ).toMatch(/anna, ben and eva \(the study does not say from which; derivedFrom in its manifest does\)/);
  });

  it("is either side of a comparison", async () => {
    const study = manifest(", derivedFrom: [anna, ben]", everybody);
    const circular = await json(["compare", study, "anna", "--reference", "fused"]);
    expect(circular.stderr).toMatch(/W-CIRCULAR: fused is a consensus, made from the masks of anna/);
    const { document, stderr } = await json(["compare", study, "fused", "--reference", "eva"]);
    expect(stderr).not.toMatch(/W-CIRCULAR/);
    expect(document.chosen).toEqual({ reference: "eva", prediction: "fused" });
    expect(document.rows).toHaveLength(3);
  });

  it("is a version in quality", async () => {
    const study = manifest(", derivedFrom: [anna, ben]", { ...everybody, eva: "reference" });
    const { document } = await json(["quality", study, "--quiet"]);
    expect(document.cells.map((one: { generator: string }) => one.generator)).toEqual(["version", "fused"]);
  });
});

describe("a consensus of a study's raters as the reference", () => {
  it("of compare leaves out the rater that is judged, named by id or by path", async () => {
    const study = manifest("", everybody);
    const { document, stderr } = await json(["compare", study, "eva", "--reference", reference]);
    expect(stderr).toMatch(
      /eva is a rater of the study: its reference is consensus:median-sdf of anna and ben, without/,
    );
    const expected = await diceWith(["anna", "ben"], "eva");
    expect(document.rows.map((row: ScoreRow) => row.value)).toEqual(expected);
    expect(document.chosen.fused).toMatchObject({ method, raters: ["anna", "ben"], without: "eva" });
    const byPath = await json(["compare", study, at("eva"), "--reference", reference, "--quiet"]);
    expect(byPath.document.rows.map((row: ScoreRow) => row.value)).toEqual(expected);
    const ofModel = await json(["compare", study, at("net"), "--reference", reference, "--quiet"]);
    expect(ofModel.document.rows.map((row: ScoreRow) => row.value)).toEqual(await diceWith(raters, "net"));
  });

  it("of quality makes raters versions, each against that of the others", async () => {
    const study = manifest("", everybody);
    const { document, stderr } = await json(["quality", study, "--reference", reference]);
    expect(stderr).toMatch(/raters are versions too, each compared with the consensus of the others/);
    const { stdout } = await pgt([
      "quality",
      study,
      "--reference",
      reference,
      "--format",
      "ndjson",
      "--quiet",
    ]);
    const rows: ScoreRow[] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const ofVersion = (id: string) =>
      rows.filter((row: ScoreRow) => row.b === id).map((row: ScoreRow) => row.value);
    expect(ofVersion("eva")).toEqual(await diceWith(["anna", "ben"], "eva"));
    expect(ofVersion("version")).toEqual(await diceWith(raters, "version"));
    expect(document.datasets[0].reference).toMatchObject({ id: reference, fused: { method } });
    expect(document.warnings.map((one: { code: string }) => one.code)).toEqual(
      expect.arrayContaining(["W-CIRCULAR", "W-MIXREF"]),
    );
  });

  it("refuses sets that there are not", async () => {
    const study = manifest("", everybody);
    const nobody = await pgt(["compare", study, "nobody", "--reference", reference]);
    expect([nobody.code, nobody.stderr]).toEqual([
      2,
      expect.stringMatching(/a set of the study \(anna, ben,.*found "nobody"/),
    ]);
    const other = await pgt(["compare", study, "anna", "--reference", "nobody"]);
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringMatching(/consensus:METHOD, or a set of the study/),
    ]);
    const folder = await pgt([
      ...["quality", "--reference", reference, "--generator", `version=${at("version")}`],
    ]);
    expect([folder.code, folder.stderr]).toEqual([2, expect.stringMatching(/give its manifest/)]);
  });
});

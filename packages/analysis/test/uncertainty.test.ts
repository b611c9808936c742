import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usePlatform } from "@pgt/runner";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodePlatform } from "../../core/src/node-platform.ts";
import { buildNifti, identity, type NiftiRecipe } from "../../io/test/build-nifti.ts";
import { uncertainty } from "../src/uncertainty/uncertainty.ts";
import type { UncertaintyInputs, UncertaintyReport } from "../src/uncertainty/uncertainty-types.ts";

const kernels = readFileSync(new URL("../../../assembly/build/pgt.wasm", import.meta.url));
usePlatform({ ...nodePlatform, kernels: async () => kernels });

let root = "";
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), "pgt-uncertainty-"))));
afterEach(() => rmSync(root, { recursive: true }));

const voxels = 20;

function write(path: string, recipe: NiftiRecipe): void {
  const file = join(root, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, buildNifti({ dims: [3, voxels, 1, 1], sformCode: 1, srows: identity, ...recipe }));
}

/** Ids of a row of voxels: label 1 from one place up to another. */
const marked = (from: number, to: number, label = 1) =>
  Array.from({ length: voxels }, (_, x) => (x >= from && x < to ? label : 0));

/** The three masks and two predictions of Appendix B.1, in each of some cases. */
function writeStudy(cases: readonly string[]): UncertaintyInputs {
  const masks = { a: [4, 14], b: [5, 15], c: [4, 12] } as const;
  for (const id of cases) {
    for (const [rater, [from, to]] of Object.entries(masks)) {
      write(`${rater}/${id}.nii`, { type: "uint8", values: marked(from, to) });
    }
    write(`s1/${id}.nii`, { type: "uint8", values: marked(5, 14) });
    write(`s2/${id}.nii`, { type: "uint8", values: marked(3, 13) });
  }
  const at = (name: string) => join(root, name);
  return { raters: { a: at("a"), b: at("b"), c: at("c") }, samples: { s: [at("s1"), at("s2")] } };
}

const metricOf = ({ rows }: UncertaintyReport, metric: string, b: string, id = "one") =>
  rows.find((row) => row.metric === metric && row.b === b && row.case === id)?.value;

describe("uncertainty", () => {
  it("of samples has the worked values", async () => {
    const report = await uncertainty(writeStudy(["one", "two"]));
    expect(metricOf(report, "ged2", "s")).toBeCloseTo(0.10303, 6);
    expect(metricOf(report, "ceiling-expected", "raters")).toBeCloseTo(0.92963, 6);
    const [parts] = report.energy;
    expect(parts.between).toBeCloseTo(0.202525, 6);
    expect(parts.withinSamples).toBeCloseTo(0.136364, 6);
    expect(parts.withinRaters).toBeCloseTo(0.165657, 6);
    expect(report.predictions).toEqual([{ id: "s", kind: "samples", samples: 2 }]);
    const mean = report.summary.find(({ metric, source }) => metric === "ged2" && source === "s")!;
    expect(mean).toMatchObject({ n: 2, expected: 2, label: 1 });
  });

  it("of samples is the same from folders, from folders in a folder and from channels", async () => {
    const { raters, samples } = writeStudy(["one"]);
    for (const [from, to] of [
      ["s1", "first"],
      ["s2", "second"],
    ]) {
      mkdirSync(join(root, "draws", to), { recursive: true });
      writeFileSync(join(root, "draws", to, "one.nii"), readFileSync(join(root, from, "one.nii")));
    }
    write("stack/one.nii", {
      type: "uint8",
      dims: [4, voxels, 1, 1, 2],
      values: [...marked(5, 14), ...marked(3, 13)],
    });
    const [wanted, ...others] = await Promise.all(
      [samples!.s, [join(root, "draws")], [join(root, "stack")]].map((s) =>
        uncertainty({ raters, samples: { s } }),
      ),
    );
    for (const { rows } of others) expect(rows).toEqual(wanted.rows);
  });

  it("of a map is the same from a softmax, one structure and 8 bits", async () => {
    const { raters } = writeStudy(["one"]);
    const p = marked(3, 15).map((one, x) => (one === 0 ? 0 : x % 2 === 0 ? 1 : 0.2));
    write("softmax/one.nii", {
      type: "float32",
      dims: [4, voxels, 1, 1, 2],
      values: [...p.map((x) => 1 - x), ...p],
    });
    write("single/one.nii", { type: "float32", values: p });
    write("bytes/one.nii", { type: "uint8", slope: 1 / 255, values: p.map((x) => Math.round(255 * x)) });
    const run = (folder: string, label?: number) =>
      uncertainty({
        raters,
        probabilities: { m: [{ folder: join(root, folder), ...(label !== undefined && { label }) }] },
      });
    const [softmax, single, named, bytes] = await Promise.all([
      run("softmax"),
      run("single"),
      run("single", 1),
      run("bytes"),
    ]);
    expect(single.rows).toEqual(named.rows);
    for (const other of [softmax, bytes]) {
      for (const [at, { value, metric }] of other.rows.entries()) {
        expect(value ?? -1, metric).toBeCloseTo(single.rows[at].value ?? -1, 6);
      }
    }
    expect(single.energy[0].samples).toBe("thresholds");
    expect(single.reliability.filter(({ voxels }) => voxels > 0).map(({ low }) => low)).toEqual([
      0, 0.2, 0.9,
    ]);
    expect(single.notes.some(({ message }) => message.includes("has no samples"))).toBe(true);
  });

  it("names files that are not what was asked for, and goes on with the other cases", async () => {
    const { raters } = writeStudy(["one", "two"]);
    write("mixed/one.nii", { type: "float32", values: marked(4, 12) });
    write("mixed/two.nii", { type: "float32", values: marked(4, 12, 3) });
    const { failures, cases } = await uncertainty({
      raters,
      probabilities: { m: [{ folder: join(root, "mixed") }] },
    });
    expect(cases.map((one) => one.case)).toEqual(["one"]);
    expect(failures).toMatchObject([{ case: "two", code: "E_NOT_PROBABILITIES" }]);
  });

  it.each<[string, NiftiRecipe, number | undefined, RegExp]>([
    ["a softmax with a label", { type: "float32", dims: [4, voxels, 1, 1, 2] }, 1, /leave the label out/],
    [
      "channels that are no softmax",
      { type: "float32", dims: [4, voxels, 1, 1, 2], values: marked(0, 0) },
      undefined,
      /sum to/,
    ],
    [
      "another grid",
      { type: "float32", srows: [2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
      undefined,
      /does not lie on the grid/,
    ],
  ])("refuses %s", async (_, recipe, label, message) => {
    const { raters } = writeStudy(["one"]);
    const softmax = [...marked(0, 20), ...marked(0, 0)];
    const values = recipe.values ?? (recipe.dims ? softmax : marked(0, 0));
    const padded = recipe.dims ? [...values, ...marked(0, 0)].slice(0, 2 * voxels) : values;
    write("m/one.nii", { ...recipe, values: padded });
    const folder = { folder: join(root, "m"), ...(label !== undefined && { label }) };
    const { failures } = await uncertainty({ raters, probabilities: { m: [folder] } });
    expect(failures[0].message).toMatch(message);
  });

  it("asks which structure a 3-D map is of where there are several", async () => {
    const { raters } = writeStudy(["one"]);
    write("c/one.nii", { type: "uint8", values: marked(4, 12, 2) });
    write("m/one.nii", { type: "float32", values: marked(4, 12) });
    const { failures } = await uncertainty({ raters, probabilities: { m: [{ folder: join(root, "m") }] } });
    expect(failures[0].message).toMatch(
      /m\/one\.nii: a 3-D map is of one structure, and there are 1 \(1\), 2 \(2\); say which/,
    );
  });

  it("refuses one rater, and an id given twice", async () => {
    const { raters, samples } = writeStudy(["one"]);
    await expect(uncertainty({ raters: { a: raters.a }, samples: samples! })).rejects.toThrow(
      /2 to 32 raters/,
    );
    await expect(uncertainty({ raters, samples: { a: samples!.s } })).rejects.toThrow(/"a" is given twice/);
  });

  it("writes its tables and a document of everything", async () => {
    const out = join(root, "run");
    const report = await uncertainty(writeStudy(["one", "two"]), { out });
    expect(readdirSync(out).sort()).toEqual([...report.files!].sort());
    const document = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(document.schema).toBe("pgt.uncertainty/1");
    expect(document.rows).toEqual(report.rows);
    expect(readFileSync(join(out, "summary.csv"), "utf8").split("\n")[0]).toBe(
      "source,label,name,metric,unit,mean,low,high,sd,median,n,expected",
    );
  });
});

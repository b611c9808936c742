import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { writeNifti } from "@pgt/io";
import { type InputHash, usePlatform } from "@pgt/runner";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { nodePlatform } from "../../core/src/node-platform.ts";
import { buildNifti } from "../../io/test/build-nifti.ts";
import { comparePaths } from "../src/compare/compare.ts";
import { consensus } from "../src/consensus/consensus.ts";
import { derive } from "../src/derive/derive.ts";
import { interval } from "../src/interval/interval.ts";
import { noise } from "../src/noise/noise.ts";
import { quality } from "../src/quality/quality.ts";
import { queue } from "../src/queue/queue.ts";
import { rank } from "../src/rank/rank.ts";
import { uncertainty } from "../src/uncertainty/uncertainty.ts";
import { worth } from "../src/worth/worth.ts";

const folder = mkdtempSync(join(tmpdir(), "pgt-inputs-"));
const path = (name: string) => join(folder, name);
/** Hashes of the bytes that a reader was given first. */
const given = new Map<string, string>();
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

// Every file that is no reference mask changes behind its reader's back.
const changing = {
  ...nodePlatform,
  kernels: () => readFile(new URL("../../../assembly/build/pgt.wasm", import.meta.url)),
  files: {
    ...nodePlatform.files,
    readBytes: async (file: string) => {
      const bytes = await nodePlatform.files.readBytes(file);
      const isReferenceMask = /(anna|ben|labelsTr)[/\\]/.test(file);
      if (!file.startsWith(folder) || isReferenceMask) return bytes;
      if (!given.has(file)) given.set(file, sha256(bytes));
      appendFileSync(file, file.endsWith(".nii") ? "\0" : "\n");
      return bytes;
    },
  },
};

beforeEach(() => {
  given.clear();
  usePlatform(changing);
});
afterAll(() => {
  usePlatform(nodePlatform);
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), content);
  return path(name);
}

function mask(name: string, from = 0): void {
  const data = new Uint8Array(64).fill(1, from, 32);
  write(name, writeNifti({ data, shape: [4, 4, 4], spacingMm: [1, 1, 1] }));
}

/** Hashes in the run.json of a folder, of files that are no masks unless asked for. */
function inputsOf(out: string, file = "run.json"): InputHash[] {
  return JSON.parse(readFileSync(join(out, file), "utf8")).inputs;
}

function expectAsRead(inputs: readonly InputHash[], names: readonly string[]): void {
  const found = inputs.filter((input) => names.includes(basename(input.path)));
  expect(found.map((input) => basename(input.path)).sort()).toEqual([...names].sort());
  for (const input of found) expect(input.sha256, input.path).toBe(given.get(input.path));
}

const scores = ["c1", "c2", "c3", "c4"]
  .map((id, at) => ["ben", "net", "other"].map((b) => `${id},1,dice,anna,${b},0.${8 - at}\n`).join(""))
  .join("");

describe("run.json names the bytes that were read, though the file has changed since", () => {
  it("score tables, of interval and rank", async () => {
    const table = write("scores.csv", `case,label,metric,a,b,value\n${scores}`);
    const study = { raters: ["anna", "ben"], models: ["net", "other"] };
    await interval(table, { ...study, out: path("of-table") });
    expectAsRead(inputsOf(path("of-table")), ["scores.csv"]);
    given.clear();
    await rank(table, { algorithms: ["net", "other"], references: ["anna"], out: path("of-rank") });
    expectAsRead(inputsOf(path("of-rank")), ["scores.csv"]);
  });

  it("tables of worth", async () => {
    const head = "task,dataset,version,metric,mean,sd,n\n";
    const rows = ["v1", "v2", "v3"].flatMap((version, at) =>
      ["quality", "test"].map((task) => `${task},d,${version},dice,0.${7 + at},0.1,5\n`),
    );
    await worth(write("worth.csv", head + rows.join("")), { qualityTask: "quality", out: path("of-worth") });
    expectAsRead(inputsOf(path("of-worth")), ["worth.csv"]);
  });

  it("manifests, tables of labels and label maps", async () => {
    for (const id of ["c1", "c2"]) for (const rater of ["anna", "ben"]) mask(`${rater}/${id}.nii`);
    write("names.tsv", "index\tname\n1\tliver\n");
    write("map.yaml", "liver: 1\n");
    const entities = `entities:
  - { id: anna, role: rater, masks: "anna/{case}.nii", map: map.yaml }
  - { id: ben, role: rater, masks: "ben/{case}.nii" }
`;
    const study = write("study.yaml", `pgt: 1\nlabels: names.tsv\n${entities}`);
    await interval(study, { metrics: ["dice"], out: path("of-study") });
    expectAsRead(inputsOf(path("of-study")), ["study.yaml", "names.tsv", "map.yaml"]);
  });

  it("dataset.json, and summaries of quality", async () => {
    const labels = write("dataset.json", '{ "labels": { "background": 0, "liver": 1 } }');
    await comparePaths(path("anna"), path("ben"), { labels, metrics: ["dice"], out: path("of-compare") });
    expectAsRead(inputsOf(path("of-compare")), ["dataset.json"]);
    const metrics = { Dice: 0.9, IoU: 0.8, FN: 1, FP: 2, TP: 3, TN: 4, n_pred: 5, n_ref: 4 };
    const one = (id: string) => ({ prediction_file: id, reference_file: id, metrics: { 1: metrics } });
    const text = JSON.stringify({
      metric_per_case: ["c1.nii", "c2.nii"].map(one),
      mean: { 1: metrics },
      foreground_mean: metrics,
    });
    await quality({ summaries: { net: write("summary.json", text) } }, { out: path("of-quality") });
    expectAsRead(inputsOf(path("of-quality")), ["summary.json"]);
  });

  it("splits of quality", async () => {
    mask("labelsTr/f1.nii");
    mask("labelsTr/f2.nii");
    mask("cv/fold_0/validation/f1.nii", 2);
    mask("cv/fold_1/validation/f2.nii", 3);
    const folds = [
      { train: ["f2"], val: ["f1"] },
      { train: ["f1"], val: ["f2"] },
    ];
    write("cv/splits_final.json", JSON.stringify(folds));
    const study = { reference: path("labelsTr"), generators: { cv: path("cv") } };
    await quality(study, { metrics: ["dice"], out: path("of-folds") });
    expectAsRead(inputsOf(path("of-folds")), ["splits_final.json"]);
  });

  it("manifests of consensus, noise, queue and uncertainty", async () => {
    for (const rater of ["anna", "ben", "net"])
      for (const id of ["m1", "m2"]) mask(`votes/${rater}/${id}.nii`);
    const entities = ["anna", "ben"].map((id) => `  - { id: ${id}, role: rater, masks: "${id}/{case}.nii" }`);
    write("votes/map.yaml", "1: 1\n");
    const model = `  - { id: net, role: model, masks: "net/{case}.nii", map: map.yaml }`;
    const study = write("votes/study.yaml", ["pgt: 1", "entities:", ...entities, model, ""].join("\n"));
    for (const make of [consensus, noise, queue, uncertainty] as const) {
      given.clear();
      const out = path(`of-${make.name}`);
      await make(study, { out });
      const readsModels = make === queue || make === uncertainty;
      const net = readsModels ? ["map.yaml"] : [];
      expectAsRead(inputsOf(out), ["study.yaml", ...net]);
      const ofNet = inputsOf(out).filter((input) => /votes[/\\]net/.test(input.path));
      expect(ofNet.map(({ path: file }) => basename(file))).toEqual(readsModels ? ["m1.nii", "m2.nii"] : []);
      for (const input of ofNet) expect(input.sha256).toBe(given.get(input.path));
    }
  });

  it("probability maps and samples of queue and uncertainty", async () => {
    for (const rater of ["anna", "ben"]) mask(`${rater}/p.nii`);
    const values = Array.from({ length: 64 }, (_, at) => (at < 30 ? 0.75 : 0.25));
    write("soft/p.nii", buildNifti({ type: "float32", dims: [3, 4, 4, 4], values }));
    mask("draw1/p.nii", 1);
    mask("draw2/p.nii", 2);
    const raters = { anna: path("anna"), ben: path("ben") };
    const soft = [{ folder: path("soft"), label: 1 }];
    const samples = { draws: [path("draw1"), path("draw2")] };
    await uncertainty({ raters, probabilities: { soft }, samples }, { out: path("of-maps") });
    const ofModels = (out: string) => inputsOf(path(out)).filter((input) => /soft|draw/.test(input.path));
    expect(ofModels("of-maps")).toHaveLength(3);
    for (const input of ofModels("of-maps")) expect(input.sha256, input.path).toBe(given.get(input.path));
    given.clear();
    await queue({ raters }, { probabilities: { soft }, out: path("of-soft-queue") });
    expect(ofModels("of-soft-queue")).toHaveLength(1);
    for (const input of ofModels("of-soft-queue")) expect(input.sha256).toBe(given.get(input.path));
  });

  it("masks of a generator that a data set is derived from, with its dataset.json, split and map", async () => {
    const json = { labels: { background: 0, liver: 1 }, numTraining: 2, file_ending: ".nii" };
    write("raw/dataset.json", JSON.stringify({ ...json, channel_names: { 0: "CT" } }));
    for (const id of ["c1", "c2"]) {
      mask(`raw/imagesTr/${id}_0000.nii`);
      mask(`raw/labelsTr/${id}.nii`);
      mask(`net/${id}.nii`, 3);
    }
    const { datasets } = await derive({
      base: { folder: path("raw") },
      generators: { net: path("net") },
      maps: { net: write("net-map.yaml", "1: 1\n") },
      split: { file: write("splits_final.json", '[{ "train": ["c1"], "val": ["c2"] }]') },
      out: path("derived"),
    });
    const record = inputsOf(datasets[0].folder!, "pgt-derive.json");
    expectAsRead(record, ["dataset.json", "splits_final.json", "net-map.yaml", "c1.nii", "c2.nii"]);
  });
});

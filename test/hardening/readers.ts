import { gzipSync } from "node:zlib";
import {
  type ChannelFile,
  checkSumsToOne,
  formatNnunetSummary,
  formatSplitsFinal,
  parseDatasetJson,
  parseDsegTsv,
  parseNnunetSummary,
  parseSplitsFinal,
  readChannelFile,
  readMaskFile,
  summarizeNnunet,
  writeMaskFile,
} from "@pgt/io";
import type { LabelVolume, ScoreRow } from "@pgt/metrics";
import { readLabelMapFile, readManifest } from "@pgt/study";
import { zipSync } from "fflate";
import { scoreCsv, scoreParquet } from "../../packages/analysis/src/documents/score-tables.ts";
import { readChallengerTable } from "../../packages/analysis/src/rank/challenger-table.ts";
import { readRawTable } from "../../packages/analysis/src/score-table/raw-table.ts";
import { readScoreTable } from "../../packages/analysis/src/score-table/read-score-table.ts";
import { readWorthTable } from "../../packages/analysis/src/worth/worth-rows.ts";
import { browserInflater } from "../../packages/browser/src/inflater.ts";
import { entriesOfZip } from "../../packages/browser/src/zip.ts";
import { nodeInflater } from "../../packages/core/src/inflater.ts";
import { buildNifti } from "../../packages/io/test/build-nifti.ts";
import { filesInMemory, memoryFiles } from "./memory-platform.ts";

/** A reader of files that come from others. */
export interface Reader {
  readonly name: string;
  /** Well-formed files, from which mutants are made. */
  readonly seeds: readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => Promise<unknown>;
}

const mask: LabelVolume = {
  data: Uint8Array.from({ length: 6 * 5 * 4 }, (_, at) => (at % 7 === 0 ? 2 : Number(at % 3 === 0))),
  shape: [6, 5, 4],
  spacingMm: [1, 1, 2.5],
  affine: [-1, 0, 0, 3, 0, 1, 0, -4, 0, 0, 2.5, 5, 0, 0, 0, 1],
  labelNames: new Map([
    [1, "liver"],
    [2, "kidney & <cyst>"],
  ]),
};
const nifti = writeMaskFile("mask.nii", mask);
const wide = writeMaskFile("mask.nii", {
  ...mask,
  data: Int16Array.from(mask.data, (label) => 300 * label),
});
const header = nifti.slice(0, 352);
header.set(new TextEncoder().encode("ni1"), 344);
new DataView(header.buffer).setFloat32(108, 0, true);
header[348] = 0;
const voxels = nifti.slice(-mask.data.length);
const members = [nifti.subarray(0, 200), nifti.subarray(200), new Uint8Array()].map((part) => gzipSync(part));

const thirds = Array.from({ length: 3 * 24 }, (_, at) => (at < 24 ? 0.5 : 0.25));
const eighths = Array.from({ length: 24 }, (_, at) => (at % 9) / 8);
const maps = [
  buildNifti({ type: "float32", dims: [3, 2, 3, 4], values: eighths }),
  buildNifti({ type: "float64", dims: [3, 2, 3, 4], values: eighths, littleEndian: false }),
  buildNifti({ type: "uint8", slope: 1 / 8, dims: [3, 2, 3, 4], values: eighths.map((one) => 8 * one) }),
  gzipSync(buildNifti({ version: 2, type: "float32", dims: [3, 2, 3, 4], values: eighths })),
];
const softmaxes = [
  buildNifti({ type: "float32", dims: [4, 2, 3, 4, 3], values: thirds }),
  buildNifti({
    type: "uint16",
    slope: 1 / 4,
    dims: [5, 2, 3, 4, 1, 3],
    values: thirds.map((one) => 4 * one),
  }),
];
const samples = [
  buildNifti({ type: "uint8", dims: [4, 2, 3, 4, 3] }),
  gzipSync(buildNifti({ version: 2, type: "int16", dims: [4, 2, 3, 4, 3] })),
];

const text = (content: string) => new TextEncoder().encode(content);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const rows = ["c1", "c2", "c3"].flatMap((id, at): ScoreRow[] => [
  {
    ...{ case: id, label: 1, name: "liver", metric: "dice", a: "anna", aSession: 1, b: "ben", bSession: 1 },
    ...{ value: 0.8 + at / 100, unit: "", reason: null },
  },
  {
    ...{ case: id, label: 2, name: "cyst", metric: "hd95", a: "anna", aSession: 1, b: "net", bSession: 1 },
    ...{ value: null, unit: "mm", reason: "REF_EMPTY" },
  },
]);
const metrics = { Dice: 0.9, IoU: 0.8, FN: 1, FP: 2, TP: 3, TN: 4, n_pred: 5, n_ref: 4 };
const summary = summarizeNnunet([
  {
    predictionFile: "p/c1.nii.gz",
    referenceFile: "r/c1.nii.gz",
    metrics: new Map([
      ["1", metrics],
      ["(1, 2)", { ...metrics, Dice: Number.NaN }],
    ]),
  },
]);
const rates = { Dice: 0.9, Recall: 0.8, "Total Positives Reference": 50, "Total Positives Test": 40 };
const summaryOfVersion1 = { results: { all: [{ "1": rates, reference: "r", test: "t" }] } };
const manifest = `pgt: 1
name: study
labels: { 1: liver, 2: cyst }
metrics: [dice, nsd@2]
clusters: "^(P\\\\d+)_"
entities:
  - &first { id: anna, role: rater, masks: "anna/{case}.nii.gz" }
  - { id: anna, role: rater, session: 2, masks: "anna2/{case}.nii.gz" }
  - id: net
    role: model
    masks: net/{case}.nii.gz
    derivedFrom: [anna]
    map: { liver: [1, 3], cyst: 2 }
`;
const challenge =
  "Task,TestCase,Algorithm,MetricValue\nliver,c1,a,0.5\nliver,c1,b,NA\ncyst,c2,a,0.25\ncyst,c2,b,1\n";
const worthTable = "task,dataset,version,metric,mean,sd,n\nin,a,v1,dice,0.8,0.1,5\nft,a,v1,dice,0.7,0.1,5\n";

/** Reads files through the memory, under a name that tells their format. */
function atPath(
  name: string,
  read: (path: string) => Promise<unknown>,
  others: Record<string, Uint8Array> = {},
) {
  return (bytes: Uint8Array) => {
    filesInMemory.clear();
    for (const [path, content] of Object.entries({ ...others, [name]: bytes }))
      filesInMemory.set(path, content);
    return read(name);
  };
}

const reading = (inflater: typeof browserInflater) => (path: string) =>
  readMaskFile(path, memoryFiles, { inflater, check: () => {} });
const onNode = reading(nodeInflater);

/** Reads a file of probabilities or samples, and every volume of it. */
const channelsOf = (reads: (file: ChannelFile, channel: number) => unknown) => async (path: string) => {
  const name = (filesInMemory.get(path)?.[0] ?? 0) === 0x1f ? `${path}.gz` : path;
  filesInMemory.set(name, filesInMemory.get(path)!);
  const file = await readChannelFile(name, memoryFiles, { inflater: nodeInflater, check: () => {} });
  for (let channel = 0; channel < file.channels; channel++) reads(file, channel);
  return file;
};

/** Every reader of files; a new one joins the tests of mutants and of hostile files with its entry here. */
export const readers: readonly Reader[] = [
  { name: "NIfTI", seeds: [nifti, wide], read: atPath("m.nii", onNode) },
  { name: "NIfTI header of a pair", seeds: [header], read: atPath("m.hdr", onNode, { "m.img": voxels }) },
  { name: "NIfTI voxels of a pair", seeds: [voxels], read: atPath("m.img", onNode, { "m.hdr": header }) },
  {
    name: "gzip",
    seeds: [gzipSync(nifti), Buffer.concat(members), gzipSync(wide, { level: 0 })],
    read: atPath("m.nii.gz", onNode),
  },
  { name: "gzip in a page", seeds: [gzipSync(nifti)], read: atPath("m.nii.gz", reading(browserInflater)) },
  {
    name: "probability map",
    seeds: maps,
    read: atPath(
      "p.nii",
      channelsOf((file, channel) => file.probabilities(channel)),
    ),
  },
  {
    name: "channels of a softmax",
    seeds: softmaxes,
    read: atPath(
      "p.nii",
      channelsOf((file, channel) => (channel === 0 ? checkSumsToOne(file) : file.probabilities(channel))),
    ),
  },
  {
    name: "samples in one file",
    seeds: samples,
    read: atPath(
      "s.nii",
      channelsOf((file, channel) => file.labels(channel)),
    ),
  },
  {
    name: "dataset.json",
    seeds: [
      { labels: { background: 0, liver: 1, both: [1, 2], ignore: 3 }, regions_class_order: [1, 2] },
      { labels: { 0: "background", 1: "liver" }, name: "a", file_ending: ".nii.gz" },
    ].map((dataset) => text(JSON.stringify(dataset))),
    read: async (bytes) => parseDatasetJson(textOf(bytes), "dataset.json"),
  },
  {
    name: "splits_final.json",
    seeds: [text(formatSplitsFinal([{ train: ["c1", "c2"], val: ["c3"] }]))],
    read: async (bytes) => parseSplitsFinal(textOf(bytes), "splits_final.json"),
  },
  {
    name: "summary.json",
    seeds: [text(formatNnunetSummary(summary, { nan: true })), text(JSON.stringify(summaryOfVersion1))],
    read: async (bytes) => parseNnunetSummary(textOf(bytes), "summary.json"),
  },
  {
    name: "dseg.tsv",
    seeds: [text("index\tname\tcolor\n1\tliver\t#fff\n2\tcyst\tn/a\n")],
    read: async (bytes) => parseDsegTsv(textOf(bytes), "dseg.tsv"),
  },
  {
    name: "manifest",
    seeds: [text(manifest)],
    read: async (bytes) => {
      const read = readManifest(textOf(bytes), "study.yaml");
      read.clusterOf?.(`P001_${"a".repeat(40)}`);
      return read;
    },
  },
  {
    name: "label map",
    seeds: [text("liver: [1, 4]\n2: cyst\n"), text("union: true\n1: liver\n2: liver\n")],
    read: async (bytes) => readLabelMapFile(textOf(bytes), "map.yaml"),
  },
  {
    name: "score table",
    seeds: [text([...scoreCsv(rows)].join(""))],
    read: atPath("rows.csv", (path) => readScoreTable(path)),
  },
  {
    name: "table of worth",
    seeds: [text(worthTable), text(worthTable.replaceAll(",", ";"))],
    read: atPath("t.csv", (path) => readWorthTable(path, "in")),
  },
  {
    name: "table of challengeR",
    seeds: [text(challenge), text(challenge.replaceAll(",", ";").replaceAll(".", ","))],
    read: atPath("t.csv", async (path) => readChallengerTable(await readRawTable(path), path, "higher")),
  },
  {
    name: "Parquet",
    seeds: [Buffer.concat(scoreParquet(rows))],
    read: atPath("rows.parquet", (path) => readScoreTable(path)),
  },
  {
    name: "zip",
    seeds: [zipSync({ "a/m.nii": [nifti, { level: 6 }], "b/m.txt": [text("a"), { level: 0 }] })],
    read: async (bytes) => entriesOfZip(new File([bytes as BlobPart], "masks.zip"), 2 ** 28),
  },
];

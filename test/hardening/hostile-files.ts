import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { writeMaskFile } from "@pgt/io";
import { buildNifti, type NiftiRecipe } from "../../packages/io/test/build-nifti.ts";

/** A file of a megabyte that asks for more time, depth or memory than its size. */
export interface HostileFile {
  /** Readers that are given the file. */
  readonly readers: readonly string[];
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

const SIZE = 10 ** 6;
const encode = (text: string) => new TextEncoder().encode(text);
const repeated = (text: string, size = SIZE) => text.repeat(Math.ceil(size / text.length));
const lines = (line: (at: number) => string, size = SIZE) => {
  const count = Math.floor(size / line(10 ** 5).length);
  return Array.from({ length: count }, (_, at) => line(at)).join("");
};

function texts(readers: readonly string[], contents: Readonly<Record<string, () => string>>): HostileFile[] {
  return Object.entries(contents).map(([name, content]) => ({
    readers,
    name,
    bytes: () => encode(content()),
  }));
}

const json = ["dataset.json", "splits_final.json", "summary.json"];
const yaml = ["manifest", "label map"];
const tables = ["score table", "table of worth", "table of challengeR"];
const channels = ["probability map", "channels of a softmax", "samples in one file"];
const counts = '{"Dice":1,"FN":1,"FP":1,"IoU":1,"TN":1,"TP":1,"n_pred":1,"n_ref":1}';
const head = "pgt: 1\nentities: ";

const small = writeMaskFile("m.nii", { data: new Uint8Array(8), shape: [2, 2, 2], spacingMm: [1, 1, 1] });

/** A mask with that extension between its header and its voxels. */
function withExtension(content: Uint8Array): Uint8Array {
  const size = 8 + content.length;
  const bytes = new Uint8Array(352 + size + 8);
  const view = new DataView(bytes.buffer);
  bytes.set(small.subarray(0, 348));
  bytes[348] = 1;
  view.setInt32(352, size, true);
  view.setInt32(356, 30, true);
  bytes.set(content, 360);
  view.setFloat32(108, 352 + size, true);
  return bytes;
}

const caret = (content: string) => withExtension(encode(`<CaretExtension><LabelTable>${content}`));

function xml(contents: Readonly<Record<string, () => string>>): HostileFile[] {
  return Object.entries(contents).map(([name, content]) => ({
    readers: ["NIfTI"],
    name,
    bytes: () => caret(content()),
  }));
}

/** Files of several volumes, whose header tells of more than the megabyte holds or of very many. */
function volumes(recipes: Readonly<Record<string, NiftiRecipe>>): HostileFile[] {
  return Object.entries(recipes).map(([name, recipe]) => ({
    readers: channels,
    name,
    bytes: () => Buffer.concat([buildNifti({ version: 2, values: [], ...recipe }), new Uint8Array(SIZE)]),
  }));
}

function manyExtensions(): Uint8Array {
  const bytes = withExtension(new Uint8Array(SIZE));
  const view = new DataView(bytes.buffer);
  for (let at = 352; at + 56 < SIZE; at += 56) view.setInt32(at, 56, true);
  return bytes;
}

function headerField(offset: number, value: number): Uint8Array {
  const bytes = small.slice();
  new DataView(bytes.buffer).setFloat32(offset, value, true);
  return bytes;
}

/** Gzip members with nothing in them. */
function manyMembers(content: Uint8Array): Uint8Array {
  const member = gzipSync(content);
  return Buffer.concat([gzipSync(small), ...Array(Math.floor(SIZE / member.length)).fill(member)]);
}

/** A zip archive of one deflated file, whose directory tells the size given. */
function zipOf(content: Uint8Array, size: number): Uint8Array {
  const deflated = deflateRawSync(content);
  const local = new DataView(new ArrayBuffer(31));
  const directory = new DataView(new ArrayBuffer(47));
  const end = new DataView(new ArrayBuffer(22));
  for (const [view, signature, at] of [
    [local, 0x04034b50, 4],
    [directory, 0x02014b50, 6],
  ] as const) {
    view.setUint32(0, signature, true);
    view.setUint16(at, 20, true);
    view.setUint16(at + 4, 8, true);
    view.setUint32(at + 10, crc32(content), true);
    view.setUint32(at + 14, deflated.length, true);
    view.setUint32(at + 18, size, true);
    view.setUint16(at + 22, 1, true);
    view.setUint8(view.byteLength - 1, 97);
  }
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, directory.byteLength, true);
  end.setUint32(16, local.byteLength + deflated.length, true);
  return Buffer.concat(
    [local, deflated, directory, end].map((part) =>
      part instanceof DataView ? new Uint8Array(part.buffer) : part,
    ),
  );
}

export const hostileFiles: readonly HostileFile[] = [
  ...texts(json, {
    "an unterminated string of quotes": () => `"${repeated('\\"')}`,
    "a string of a megabyte": () => `{"labels": "${repeated("a")}"}`,
    "lists in lists": () => repeated("["),
    "objects in objects": () => repeated('{"a":'),
    "bare numbers of Python": () => `[${repeated("NaN,-Infinity,")}`,
    "quotes alone": () => repeated('"'),
    "minus signs": () => repeated("-"),
  }),
  ...texts(["dataset.json"], {
    "very many labels": () => `{"labels":{${lines((at) => `"a${at}":${at},`)}"ignore":999999}}`,
    "a region of very many ids": () => `{"labels":{"a":[${lines((at) => `${at},`)}1],"ignore":999999}}`,
  }),
  ...texts(["summary.json"], {
    "a label of its own in every case": () =>
      `{"metric_per_case":[${lines((at) => `{"prediction_file":"","reference_file":"","metrics":{"${at}":${counts}}},`).slice(0, -1)}]}`,
  }),
  ...texts(["splits_final.json"], {
    "very many cases": () => `[{"train":[${lines((at) => `"c${at}",`)}"a"],"val":["b"]}]`,
  }),
  ...texts(["dseg.tsv"], {
    "very many labels": () => `index\tname\n${lines((at) => `${at}\tn\n`)}`,
    "very many columns": () => repeated("\t"),
    "lone ends of lines": () => `index\tname${repeated("\r")}`,
  }),
  ...texts(yaml, {
    "lists in lists": () => repeated("["),
    "lists in lists, one below the other": () => repeated("- "),
    "maps in maps, one below the other": () =>
      Array.from({ length: 1400 }, (_, at) => `${" ".repeat(at)}a:\n`).join(""),
    "very many keys": () => lines((at) => `k${at}: a${at}\n`),
    "one target for very many labels": () => `union: true\n${lines((at) => `${at}: n\n`)}`,
    "very many sources of one target": () => `n: [${lines((at) => `${at}, `)}1]`,
    "very many labels": () => `pgt: 1\nlabels:\n${lines((at) => `  ${at}: n${at}\n`)}entities: []\n`,
    "very many anchors and aliases": () => lines((at) => `- &a${at} x\n- *a${at}\n`),
    "an unterminated string": () => `"${repeated("a\n")}`,
    "faults without end": () => `[${repeated('"" ')}`,
    "very many entities": () =>
      `${head}\n${lines((at) => `- {id: a${at}, role: rater, masks: "a${at}/{case}"}\n`)}`,
    "empty lines of a block": () => `a: |\n${repeated("\n")}`,
    "very many documents": () => repeated("---\n"),
  }),
  ...texts(yaml.slice(0, 1), {
    "an expression for patients that never ends": () =>
      `pgt: 1\nclusters: "^(a+)+$"\nentities: [{id: a, role: rater, masks: "{case}"}]`,
  }),
  ...texts(tables, {
    "commas alone": () => repeated(","),
    "quotes alone": () => repeated('"'),
    "an unterminated cell": () => `case,label,metric,a,b,value\n"${repeated('""')}`,
    "lone ends of lines": () => `case,label${repeated("\r")}`,
    "lines that are empty": () => `case,label,metric,a,b,value\n${repeated("\n")}`,
    "lines of one cell": () => `case,label,metric,a,b,value\n${repeated("a\n")}`,
    "separators of all kinds": () => repeated(",;\t"),
  }),
  ...texts(["score table"], {
    "a label of its own in every row": () =>
      `case,label,metric,a,b,value\n${lines((at) => `c,l${at},dice,a,b,1\n`)}`,
    "a metric of its own in every row": () =>
      `case,label,metric,a,b,value\n${lines((at) => `c,1,nsd@${at},a,b,1\n`)}`,
  }),
  ...texts(["table of worth"], {
    "a version of its own in every row": () =>
      `task,dataset,version,metric,mean\n${lines((at) => `t,d,v${at},dice,1\n`)}`,
  }),
  ...texts(["table of challengeR"], {
    "a task of its own in every row": () =>
      `Task,TestCase,Algorithm,MetricValue\n${lines((at) => `t${at},c,a,1\n`)}`,
    "an algorithm of its own in every row": () =>
      `Task,TestCase,Algorithm,MetricValue\n${lines((at) => `t,c,a${at},1\n`)}`,
  }),
  ...volumes({
    "very many volumes of one voxel": { type: "uint8", slope: 1, dims: [4, 1, 1, 1, SIZE] },
    "very many scaled volumes of one voxel": { type: "uint8", slope: 1e-6, dims: [4, 1, 1, 1, SIZE] },
    "as many volumes as are read": { type: "uint8", slope: 1, dims: [4, 16, 8, 7, 1024] },
    "as many scaled volumes as are read": { type: "uint8", slope: 1e-3, dims: [4, 16, 8, 7, 1024] },
    "very many volumes, of which there are none": { type: "float32", dims: [4, 32, 32, 32, 2 ** 40] },
    "voxels beyond all memory": { type: "float64", dims: [3, 2 ** 10, 2 ** 10, 2 ** 10] },
  }),
  ...xml({
    "tables of labels in each other": () => repeated("<LabelTable "),
    "CDATA without end": () => repeated("<Label Key='1'><![CDATA["),
    "elements in each other": () => repeated("<a>"),
    "very many labels": () => lines((at) => `<Label Key='${at}'>x</Label>`),
    "very many attributes": () => `<Label ${lines((at) => `a${at}='1' `)}`,
    "entities that are not known": () => `<Label Key="1">${repeated("&a; ")}`,
    "bytes that no XML holds": () => repeated("\0"),
    "ends of CDATA": () => repeated("]]>"),
    "comments without end": () => repeated("<!--"),
  }),
  { readers: ["NIfTI"], name: "very many extensions", bytes: manyExtensions },
  { readers: ["NIfTI"], name: "voxels far behind the header", bytes: () => headerField(108, 2 ** 30) },
  {
    readers: ["gzip", "gzip in a page"],
    name: "an extension that inflates to a gigabyte",
    bytes: () => {
      const far = headerField(108, 2 ** 30);
      return gzipSync(Buffer.concat([far, new Uint8Array(2 ** 26 - far.length)]));
    },
  },
  {
    readers: ["gzip", "gzip in a page"],
    name: "very many members without content",
    bytes: () => manyMembers(new Uint8Array()),
  },
  {
    readers: ["gzip", "gzip in a page"],
    name: "very many members of a kilobyte",
    bytes: () => manyMembers(new Uint8Array(1024)),
  },
  {
    readers: ["gzip", "gzip in a page"],
    name: "voxels that are not told of",
    bytes: () => gzipSync(Buffer.concat([small, new Uint8Array(9 * 10 ** 8)]), { level: 1 }),
  },
  {
    readers: ["zip"],
    name: "a file of 900 MB",
    bytes: () => zipOf(new Uint8Array(9 * 10 ** 8), 9 * 10 ** 8),
  },
  {
    readers: ["zip"],
    name: "a file of 900 MB, told as one of 9 bytes",
    bytes: () => zipOf(new Uint8Array(9 * 10 ** 8), 9),
  },
];

import { checkTrainable, parseDatasetJson, type TrainableDataset, writtenExtensions } from "@pgt/io";
import { InputError, isMaskToOpen, type Note, someOf } from "@pgt/metrics";
import { basename, type InputHash, join, listFolder, readText } from "@pgt/runner";
import { byCodePoint } from "./case-splits.ts";
import type { DeriveBase } from "./derive-types.ts";

/** One training case of the base data set. */
export interface BaseCase {
  readonly id: string;
  /** Name in imagesTr -> file, one per channel. */
  readonly images: ReadonlyMap<string, string>;
  readonly label: string;
}

export interface BaseDataset extends TrainableDataset {
  readonly source: string;
  /** Text of its dataset.json. */
  readonly json: string;
  readonly jsonFile: string;
  readonly name: string;
  /** `3` for Dataset003_Liver. */
  readonly number: number | null;
  /** Cases in order of id. */
  readonly cases: readonly BaseCase[];
  /** Name in imagesTs -> file. */
  readonly testImages: ReadonlyMap<string, string>;
  /** Every id but 0 -> its name; members of regions that have no name of their own are called by their number. */
  readonly labels: ReadonlyMap<number, string>;
  readonly hasRegions: boolean;
  readonly notes: readonly Note[];
}

/**
 * Finds the cases of an nnU-Net raw data set: images `{case}_{0000}` with a label `{case}`. In a folder given as
 * images, files without a channel number are taken as channel 0 if there is only one channel.
 *
 * @throws InputError E_LABELS for a dataset.json that nnU-Net would refuse; E_CASES for images without a label.
 * @param inputs takes the hash of its dataset.json.
 */
export async function readBaseDataset(base: DeriveBase, inputs?: InputHash[]): Promise<BaseDataset> {
  const { images, labels, datasetJson, source } = partsOf(base);
  const json = await readText(datasetJson, inputs);
  const trainable = checkTrainable(json, datasetJson);
  const dataset = parseDatasetJson(json, datasetJson);
  const { fileEnding } = trainable;
  if (!writtenExtensions.includes(fileEnding)) {
    const message = `\`file_ending\`: expected ${writtenExtensions.join(" or ")}, found ${JSON.stringify(fileEnding)}; other formats are not written`;
    throw new InputError("E_LABELS", datasetJson, message);
  }
  const files = await channelFiles(images, trainable);
  const labelled = new Set((await listFolder(labels)).map(({ name }) => name));
  const unlabelled = [...files.keys()].filter((id) => !labelled.has(id + fileEnding));
  if (unlabelled.length > 0) {
    throw new InputError("E_CASES", labels, `no label file for ${someOf(unlabelled)}; every image needs one`);
  }
  const cases = [...files].map(([id, channels]) => ({
    id,
    images: channels,
    label: join(labels, id + fileEnding),
  }));
  const folder = /^Dataset(\d{3,})_(.+)$/.exec(basename(source));
  return {
    ...trainable,
    source,
    json,
    jsonFile: datasetJson,
    name: folder?.[2] ?? dataset.name ?? basename(source).replace(/\.json$/i, ""),
    number: folder ? Number(folder[1]) : null,
    cases,
    testImages: "folder" in base ? await filesOf(join(base.folder, "imagesTs"), fileEnding) : new Map(),
    labels: namesOf(trainable, dataset),
    hasRegions: dataset.labels.some(({ ids }) => ids.length > 1),
    notes: notesOf(trainable, datasetJson, cases, labelled),
  };
}

function partsOf(base: DeriveBase): { images: string; labels: string; datasetJson: string; source: string } {
  if (!("folder" in base)) return { ...base, source: base.datasetJson };
  const { folder } = base;
  return {
    images: join(folder, "imagesTr"),
    labels: join(folder, "labelsTr"),
    datasetJson: join(folder, "dataset.json"),
    source: folder,
  };
}

async function channelFiles(
  folder: string,
  { channels, fileEnding }: TrainableDataset,
): Promise<Map<string, Map<string, string>>> {
  const files = await filesOf(folder, fileEnding, true);
  const stems = [...files.keys()].map((name) => name.slice(0, -fileEnding.length));
  const numbered = stems.filter((stem) => /_\d{4}$/.test(stem));
  if (stems.length === 0) {
    throw new InputError("E_EMPTY_FOLDER", folder, `expected images ending in ${fileEnding}, found none`);
  }
  if (numbered.length < stems.length && (numbered.length > 0 || channels > 1)) {
    const other = stems.filter((stem) => !numbered.includes(stem));
    const message = `expected every image to be named CASE_0000${fileEnding}, with the number of its channel, found ${someOf(other)}`;
    throw new InputError("E_CASES", folder, message);
  }
  const cases = new Map<string, Map<string, string>>();
  for (const stem of stems.sort(byCodePoint)) {
    const id = numbered.length > 0 ? stem.slice(0, -5) : stem;
    const name = `${numbered.length > 0 ? stem : `${stem}_0000`}${fileEnding}`;
    cases.set(id, (cases.get(id) ?? new Map<string, string>()).set(name, files.get(stem + fileEnding)!));
  }
  const uneven = [...cases].filter(([, own]) => own.size !== channels);
  if (uneven.length > 0) {
    const [[id, own]] = uneven as [[string, Map<string, string>]];
    const message = `case "${id}" has ${own.size} images, and dataset.json names ${channels} channels`;
    throw new InputError("E_CASES", folder, message);
  }
  return new Map([...cases].sort(([a], [b]) => byCodePoint(a, b)));
}

async function filesOf(folder: string, ending: string, isNeeded = false): Promise<Map<string, string>> {
  const listing = isNeeded ? await listFolder(folder) : await listFolder(folder).catch(() => []);
  const names = listing
    .filter(({ name, isDirectory }) => !isDirectory && !name.startsWith(".") && name.endsWith(ending))
    .map(({ name }) => name);
  return new Map(names.sort(byCodePoint).map((name) => [name, join(folder, name)]));
}

function namesOf(
  { ids }: TrainableDataset,
  dataset: ReturnType<typeof parseDatasetJson>,
): Map<number, string> {
  const names = new Map<number, string>();
  for (const id of ids) if (id !== 0) names.set(id, id === dataset.ignoreLabel ? "ignore" : String(id));
  for (const { name, ids: own } of dataset.labels) if (own.length === 1) names.set(own[0], name);
  return names;
}

function notesOf(
  { numTraining, idFault }: TrainableDataset,
  file: string,
  cases: readonly BaseCase[],
  labelled: ReadonlySet<string>,
): Note[] {
  const used = new Set(cases.map(({ label }) => basename(label)));
  const spare = [...labelled].filter((name) => isMaskToOpen(name) && !used.has(name));
  const notes: Note[] = [];
  if (numTraining !== cases.length) {
    const message = `numTraining is ${numTraining}, there are ${cases.length} images; ${cases.length} is written.`;
    notes.push({ code: "N-DATASET", file, message });
  }
  if (idFault !== null) notes.push({ code: "N-DATASET", file, message: `${idFault}.` });
  if (spare.length > 0) {
    notes.push({ code: "N-CASES", cases: spare, message: "labels without an image, left out: {cases}." });
  }
  return notes;
}

import { parseDatasetJson, parseDsegTsv } from "@pgt/io";
import { didYouMean, someOf, splitExtension, UsageError } from "@pgt/metrics";
import { basename, type InputHash, labelNamesOf, maskOf, readLabelMap, readText } from "@pgt/runner";
import {
  classLabelNames,
  type DatasetLabels,
  type LabelMap,
  labelPreset,
  labelPresetIds,
  labelPresetMap,
  labelPresetMapIds,
  readLabelMapFile,
  type StoredMask,
} from "@pgt/study";

const listedPresets = 8;

/** Names of labels with where they stand. */
export interface LabelTable {
  readonly names: ReadonlyMap<number, string>;
  readonly source: string;
  /** The file it was read from; absent for a preset. */
  readonly file?: string;
  /** Regions of a dataset.json, which `names` does not hold. */
  readonly regions?: DatasetLabels["labels"];
}

/**
 * Reads names of labels from a dataset.json, a dseg.tsv, or a preset; the hash of a file is added to `inputs`.
 *
 * @throws UsageError if the text is neither a file name nor the id of a preset; InputError for a bad file.
 */
export async function readLabelTable(text: string, inputs?: InputHash[]): Promise<LabelTable> {
  const preset = labelPreset(text);
  if (preset) return { names: preset.names, source: `the preset ${preset.id}` };
  if (!/[./\\]/.test(text)) throw noPreset("names", text, labelPresetIds());
  const content = await readText(text, inputs);
  if (/\.tsv$/i.test(text)) return { names: parseDsegTsv(content, text), source: text, file: text };
  const dataset = parseDatasetJson(content, text);
  const regions = dataset.labels.filter(({ ids }) => ids.length > 1);
  return { names: namesOf(dataset), source: text, file: text, regions };
}

/** `255:1,254:2`: numbers of the mask and what they become. */
const inlineMap = /^\s*\d+\s*:\s*[^:,./\\]+(,\s*\d+\s*:\s*[^:,./\\]+)*$/;

/**
 * Reads a label map from a file, whose hash is added to `inputs`, or the preset of that id; or the map itself,
 * `255:1,254:2`.
 */
export async function readLabelMapNamed(
  text: string,
  inputs?: InputHash[],
): Promise<{ readonly map: LabelMap; readonly isPreset: boolean }> {
  if (inlineMap.test(text)) {
    // Several numbers that become one are meant to be united.
    const yaml = `{ union: true, ${text.replaceAll(":", ": ")} }`;
    return { map: readLabelMapFile(yaml, `the label map ${text}`), isPreset: false };
  }
  const preset = labelPresetMap(text);
  if (preset) return { map: readLabelMapFile(preset.yaml, text), isPreset: true };
  if (!/[./\\]/.test(text)) throw noPreset("map", text, labelPresetMapIds());
  return { map: readLabelMapFile(await readText(text, inputs), text), isPreset: false };
}

function noPreset(what: string, text: string, ids: readonly string[]): UsageError {
  return new UsageError(
    "E_PRESET",
    `${what}: "${text}" is neither a file (with an extension) nor a preset.${didYouMean(text, ids)} The presets are ${someOf(ids, listedPresets)}.`,
  );
}

/** Regions, being several ids, are not among them. */
export function namesOf({ labels }: DatasetLabels): Map<number, string> {
  return new Map(labels.filter(({ ids }) => ids.length === 1).map(({ ids, name }) => [ids[0], name]));
}

/** The names that masks carry themselves: the table of the first file that can be read, or the classes of all cases. */
export async function ownNames(
  cases: ReadonlyMap<string, StoredMask>,
): Promise<ReadonlyMap<number, string> | undefined> {
  const sources = [...cases.values()];
  const classes = sources.flatMap((source) => (source.kind === "classes" ? [...source.files.keys()] : []));
  if (classes.length > 0) return classLabelNames(classes);
  // A file that cannot be read is named when its case is compared.
  for (const { path } of sources) {
    const volume = await readLabelMap(path).catch(() => null);
    if (volume) return labelNamesOf(maskOf(volume));
  }
  return undefined;
}

/** A study's name from a path: `study.yaml` is `study`. */
export function nameOfPath(path: string): string {
  const name = basename(path.replace(/[/\\]+$/, ""));
  return splitExtension(name)[0].replace(/\.(ya?ml|json)$/i, "");
}

import { InputError, usualExtension } from "@pgt/metrics";
import { isJsonObject, type JsonObject, parseTolerantJson, shownJson } from "./tolerant-json.ts";

/** Keys without which nnU-Net 2 refuses a data set (verify_dataset_integrity). */
const requiredKeys = ["labels", "channel_names", "numTraining", "file_ending"] as const;

/** Description of a data set that nnU-Net needs to train on it. */
export interface TrainableDataset {
  readonly channels: number;
  readonly fileEnding: string;
  /** Every id a voxel may have, 0 and the ignore label included, in ascending order. */
  readonly ids: readonly number[];
  /** `1 to 3 are missing` and the like: what nnU-Net would refuse about the ids. */
  readonly idFault: string | null;
  readonly numTraining: number;
}

/**
 * Checks what verify_dataset_integrity of nnU-Net 2 checks in a `dataset.json`.
 *
 * @throws InputError E_LABELS naming the field, also for a file of version 1 and for one that lists its files.
 */
export function checkTrainable(text: string, file: string): TrainableDataset {
  const dataset = parseObject(text, file);
  if ("dataset" in dataset) {
    const advice = "give one whose files lie in imagesTr and labelsTr";
    throw new InputError(
      "E_LABELS",
      file,
      `\`dataset\`: a data set that lists its files is not read; ${advice}`,
    );
  }
  const missing = requiredKeys.filter((key) => !(key in dataset));
  if (missing.length > 0) {
    const old =
      "modality" in dataset ? " (a file of version 1; nnUNetv2_convert_old_nnUNet_dataset converts it)" : "";
    throw new InputError("E_LABELS", file, `nnU-Net asks for ${missing.join(", ")}, which is missing${old}`);
  }
  const { channel_names: channels, file_ending: ending, labels, numTraining } = dataset;
  if (!isJsonObject(channels)) throw fault(file, "channel_names", "an object", channels);
  if (typeof ending !== "string")
    throw fault(file, "file_ending", `text such as "${usualExtension}"`, ending);
  if (typeof numTraining !== "number") throw fault(file, "numTraining", "a number", numTraining);
  if (!isJsonObject(labels)) throw fault(file, "labels", "an object", labels);
  if (labels.background !== 0) throw fault(file, "labels.background", "0", labels.background);
  const ids = [...new Set(Object.values(labels).flat() as number[])].sort((a, b) => a - b);
  return {
    channels: Object.keys(channels).length,
    fileEnding: ending,
    ids,
    idFault: gapsOf(ids),
    numTraining,
  };
}

/**
 * The `dataset.json` of a data set with the same images and label ids as another: its text with the name and the
 * number of cases set, and where it comes from in keys that nnU-Net does not read. The order of keys is kept, on
 * which regions depend.
 */
export function derivedDatasetJson(
  text: string,
  file: string,
  {
    name,
    numTraining,
    pgt,
  }: { readonly name: string; readonly numTraining: number; readonly pgt: JsonObject },
): string {
  const { training: _, test: __, numTest: ___, ...dataset } = parseObject(text, file);
  return `${JSON.stringify({ ...dataset, name, numTraining, pgt }, null, 4)}\n`;
}

function gapsOf(ids: readonly number[]): string | null {
  const missing: number[] = [];
  for (let id = 0; id < (ids.at(-1) ?? 0) && missing.length < 10; id++)
    if (!ids.includes(id)) missing.push(id);
  return missing.length === 0
    ? null
    : `nnU-Net asks for consecutive label ids; missing: ${missing.join(", ")}`;
}

function parseObject(text: string, file: string): JsonObject {
  const parsed = parseTolerantJson(text, file, "E_LABELS");
  if (isJsonObject(parsed)) return parsed;
  throw new InputError("E_LABELS", file, `expected an object with \`labels\`, found ${shownJson(parsed)}`);
}

function fault(file: string, field: string, expected: string, found: unknown): InputError {
  return new InputError("E_LABELS", file, `\`${field}\`: expected ${expected}, found ${shownJson(found)}`);
}

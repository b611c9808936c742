import { InputError, isLabelNumber, largestLabel } from "@pgt/metrics";
import { isJsonObject, type JsonObject, parseTolerantJson, shownJson } from "./tolerant-json.ts";

/** A structure of a data set: a label, or a region (several ids read as one structure). */
export interface DatasetLabel {
  /** The id its rows carry: its own, or for a region the one nnU-Net writes for it. */
  readonly label: number;
  readonly name: string;
  readonly ids: readonly number[];
}

export interface DatasetLabels {
  /** Labels in the order of the file, background and ignore left out. */
  readonly labels: readonly DatasetLabel[];
  /** Voxels of this label are not evaluated. */
  readonly ignoreLabel?: number;
  /** `.nii.gz` and the like. */
  readonly fileEnding?: string;
  /** Name of the data set. */
  readonly name?: string;
}

/**
 * Reads an nnU-Net `dataset.json`: version 2 (name -> id, or list of ids for a region) or version 1 (id -> name).
 *
 * As in nnU-Net's LabelManager: `background` must be 0; `ignore` must be a single id above all others; once any
 * region has more than one id, the i-th structure of the file gets the i-th entry of `regions_class_order` as its
 * label. Unlike there, `regions_class_order` may be absent: a region's label is then its first id. Time and memory are
 * linear in the text; lists and objects may be 64 levels deep.
 *
 * @throws InputError E_LABELS naming the field at fault.
 */
export function parseDatasetJson(text: string, source: string): DatasetLabels {
  const dataset = parseObject(text, source);
  const table = dataset.labels;
  if (!isJsonObject(table)) throw fault(source, "`labels`", "an object", table);
  const entries = isVersion1(table) ? version1Entries(table, source) : version2Entries(table, source);
  const ignoreLabel = ignoreOf(entries, source);
  const labels = withRowLabels(entries.filter(isEvaluated), dataset.regions_class_order, source);
  if (labels.length === 0)
    throw fault(source, "`labels`", "a structure besides background and ignore", table);
  checkUnique(labels, source);
  return {
    labels,
    ...(ignoreLabel !== undefined && { ignoreLabel }),
    ...(typeof dataset.file_ending === "string" && { fileEnding: dataset.file_ending }),
    ...(typeof dataset.name === "string" && { name: dataset.name }),
  };
}

interface Entry {
  readonly name: string;
  readonly ids: readonly number[];
}

function parseObject(text: string, source: string): JsonObject {
  const parsed = parseTolerantJson(text, source, "E_LABELS");
  if (!isJsonObject(parsed)) throw fault(source, "the file", "an object with `labels`", parsed);
  return parsed;
}

/** `{"0": "background", "1": "liver"}`. */
function isVersion1(table: JsonObject): boolean {
  const entries = Object.entries(table);
  return (
    entries.length > 0 && entries.every(([key, value]) => /^\d+$/.test(key) && typeof value === "string")
  );
}

function version1Entries(table: JsonObject, source: string): Entry[] {
  return Object.entries(table)
    .filter(([id]) => Number(id) !== 0)
    .map(([id, name]) => ({ name: String(name), ids: [labelId(Number(id), `labels.${id}`, source)] }));
}

function version2Entries(table: JsonObject, source: string): Entry[] {
  const entries = Object.entries(table).map(([name, value]): Entry => {
    const field = `labels.${name}`;
    if (!Array.isArray(value)) return { name, ids: [labelId(value, field, source)] };
    if (value.length === 0) throw fault(source, `\`${field}\``, "at least one id", value);
    return { name, ids: [...new Set(value.map((id) => labelId(id, field, source)))] };
  });
  const background = entries.find((entry) => entry.name === "background");
  if (background && (Array.isArray(table.background) || background.ids[0] !== 0)) {
    throw fault(source, "`labels.background`", "0", table.background);
  }
  if (Array.isArray(table.ignore)) throw fault(source, "`labels.ignore`", "a single id", table.ignore);
  return entries;
}

function ignoreOf(entries: readonly Entry[], source: string): number | undefined {
  const ignore = entries.find((entry) => entry.name === "ignore");
  if (!ignore) return undefined;
  const ids = entries.filter((entry) => entry !== ignore).flatMap((entry) => entry.ids);
  const highest = ids.reduce((most, id) => Math.max(most, id), 0);
  if (ignore.ids[0] > highest) return ignore.ids[0];
  throw fault(source, "`labels.ignore`", `an id above all others (the highest is ${highest})`, ignore.ids[0]);
}

/** Background, under whatever name, and ignore get no rows. */
function isEvaluated({ name, ids }: Entry): boolean {
  return name !== "ignore" && !(ids.length === 1 && ids[0] === 0);
}

function withRowLabels(entries: readonly Entry[], order: unknown, source: string): DatasetLabel[] {
  const withZero = entries.find((entry) => entry.ids.includes(0));
  if (withZero)
    throw fault(source, `\`labels.${withZero.name}\``, "ids other than 0, the background", withZero.ids);
  const hasRegions = entries.some((entry) => entry.ids.length > 1);
  if (!hasRegions || order === undefined || order === null) {
    return entries.map((entry) => ({ label: entry.ids[0], ...entry }));
  }
  if (!Array.isArray(order) || order.length !== entries.length) {
    throw fault(
      source,
      "`regions_class_order`",
      `one id for each of the ${entries.length} structures`,
      order,
    );
  }
  const numbered = entries.find((entry) => /^(0|[1-9]\d*)$/.test(entry.name));
  if (numbered) {
    // JSON.parse moves keys that are whole numbers to the front, and the order is what counts here.
    throw fault(
      source,
      `\`labels.${numbered.name}\``,
      "a name that is not a number, beside regions",
      numbered.name,
    );
  }
  return entries.map((entry, i) => ({ label: labelId(order[i], "regions_class_order", source), ...entry }));
}

function checkUnique(labels: readonly DatasetLabel[], source: string): void {
  const byLabel = new Map<number, string>();
  for (const { label, name } of labels) {
    const other = byLabel.get(label);
    if (other !== undefined) {
      const message = `\`labels\`: ${JSON.stringify(other)} and ${JSON.stringify(name)} both have the label ${label}; `;
      throw new InputError(
        "E_LABELS",
        source,
        `${message}give each its own (regions: \`regions_class_order\`)`,
      );
    }
    byLabel.set(label, name);
  }
}

function labelId(value: unknown, field: string, source: string): number {
  if (isLabelNumber(value)) return value;
  throw fault(source, `\`${field}\``, `a whole number from 0 to ${largestLabel}`, value);
}

function fault(source: string, what: string, expected: string, found: unknown): InputError {
  return new InputError("E_LABELS", source, `${what}: expected ${expected}, found ${shownJson(found)}`);
}

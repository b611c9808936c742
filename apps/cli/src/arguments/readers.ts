import type { LabelChoice } from "@pgt/core";
import { CommandUsageError } from "./usage.ts";

/** Turns the text of an option into its value. `option` is its name as typed, for messages. */
export type Reader<T> = (text: string, option: string) => T;

const maximumListedLabels = 100_000;

export const readText: Reader<string> = (text, option) => {
  if (text === "") throw new CommandUsageError(`${option}: the value is empty`);
  return text;
};

/** A comma-separated list without empty parts. */
export const readList: Reader<readonly string[]> = (text, option) => {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0)
    throw new CommandUsageError(`${option}: expected a list such as a,b,c, found '${text}'`);
  return parts;
};

export function readInteger(minimum: number, maximum = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (text, option) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    const upTo =
      maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
    throw new CommandUsageError(`${option}: expected a whole number ${upTo}, found '${text}'`);
  };
}

export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** `2/10`: the second of ten. */
export const readShard: Reader<Shard> = (text, option) => {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new CommandUsageError(
    `${option}: expected K/N with K from 1 to N, such as 1/10, found '${text}'`,
    `${option} 1/10`,
  );
};

const byteUnits = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `800M`, `4G`, `4GB`; a bare number is bytes. */
export const readBytes: Reader<number> = (text, option) => {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i.exec(text);
  const unit = match?.[2]?.toLowerCase() as keyof typeof byteUnits | undefined;
  const bytes = match && unit !== undefined ? Math.floor(Number(match[1]) * byteUnits[unit]) : 0;
  if (bytes >= 1) return bytes;
  throw new CommandUsageError(`${option}: expected a size such as 4G or 800M, found '${text}'`);
};

export function readNumber(low: number, high: number): Reader<number> {
  return (text, option) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (value >= low && value <= high) return value;
    throw new CommandUsageError(`${option}: expected a number from ${low} to ${high}, found '${text}'`);
  };
}

export function readPositive(high: number): Reader<number> {
  return (text, option) => {
    const value = Number(text);
    if (value > 0 && value <= high) return value;
    throw new CommandUsageError(`${option}: expected a number above 0 and up to ${high}, found '${text}'`);
  };
}

export function readChoice<const T extends string>(choices: readonly T[]): Reader<T> {
  return (text, option) => {
    const choice = choices.find((one) => one === text);
    if (choice !== undefined) return choice;
    throw new CommandUsageError(`${option}: expected one of ${choices.join(", ")}, found '${text}'`);
  };
}

/** Label ids (`1,2,5-9`), ids with names (`1=kidney,2=tumour`), or the path of a dataset.json. */
export const readLabels: Reader<LabelChoice> = (text, option) => {
  if (/^\s*\d+\s*=/.test(text)) return namedLabels(text, option);
  if (!/^[\d,\s-]+$/.test(text)) {
    if (/[./\\]/.test(text)) return text;
    throw labelsError(text, option);
  }
  const ids = new Set<number>();
  for (const part of readList(text, option)) for (const id of labelRange(part, text, option)) ids.add(id);
  return [...ids];
};

/** Label ids alone. */
export const readLabelIds: Reader<readonly number[]> = (text, option) => {
  const labels = readLabels(text, option);
  if (Array.isArray(labels)) return labels;
  throw new CommandUsageError(`${option}: expected label ids such as 1,2,5-9, found '${text}'`);
};

function namedLabels(text: string, option: string): Readonly<Record<number, string>> {
  const names = new Map<number, string>();
  for (const part of readList(text, option)) {
    const [, id, name = ""] = /^(\d+)\s*=\s*(.+)$/.exec(part) ?? [];
    if (id === undefined) {
      throw new CommandUsageError(
        `${option}: expected ids with names such as 1=kidney,2=tumour, found '${part}'`,
      );
    }
    if (Number(id) === 0)
      throw new CommandUsageError(`${option}: 0 is the background and is never compared, found '${part}'`);
    if (names.has(Number(id)))
      throw new CommandUsageError(`${option}: label ${Number(id)} is named twice, in '${text}'`);
    names.set(Number(id), name);
  }
  return Object.fromEntries(names);
}

function labelRange(part: string, text: string, option: string): number[] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(part);
  if (!match) throw labelsError(text, option);
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first === 0)
    throw new CommandUsageError(`${option}: 0 is the background and is never compared, found '${text}'`);
  if (last < first) throw new CommandUsageError(`${option}: the range ${part} runs backwards`);
  if (last - first >= maximumListedLabels) {
    throw new CommandUsageError(`${option}: the range ${part} has more than ${maximumListedLabels} labels`);
  }
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

function labelsError(text: string, option: string): CommandUsageError {
  return new CommandUsageError(
    `${option}: expected ids such as 1,2,5-9, ids with names such as 1=kidney, or the path of a dataset.json, found '${text}'`,
  );
}

/** `diagonal`, `none`, or a distance in mm. */
export const readWorstCase: Reader<"diagonal" | "none" | number> = (text, option) => {
  if (text === "diagonal" || text === "none") return text;
  const millimetres = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(millimetres) && millimetres >= 0) return millimetres;
  throw new CommandUsageError(`${option}: expected diagonal, none or a distance in mm, found '${text}'`);
};

/** `ID=FILE`. The first `=` separates. */
export const readEntityFile: Reader<EntityFolder> = (text, option) => {
  const at = text.indexOf("=");
  const id = text.slice(0, Math.max(at, 0)).trim();
  const folder = text.slice(at + 1);
  if (at < 0 || id === "" || folder === "") {
    throw new CommandUsageError(`${option}: expected ID=FILE, found '${text}'`);
  }
  return { id, folder };
};

export interface EntityFolder {
  readonly id: string;
  readonly folder: string;
}

/** `case=ID,b=algorithm`: columns of a score table and their names in this one. */
export const readColumns: Reader<Readonly<Record<string, string>>> = (text, option) => {
  const pairs = readList(text, option).map((part) => {
    const [, column, name] = /^([^=]+?)\s*=\s*(.+)$/.exec(part) ?? [];
    if (column !== undefined && name !== undefined) return [column, name] as const;
    throw new CommandUsageError(
      `${option}: expected COLUMN=NAME,..., found '${part}'`,
      `${option} case=ID,b=algorithm`,
    );
  });
  return Object.fromEntries(pairs);
};

/** `ID=DIR`. The first `=` separates. */
export const readEntityFolder: Reader<EntityFolder> = (text, option) => {
  const at = text.indexOf("=");
  const id = text.slice(0, Math.max(at, 0)).trim();
  const folder = text.slice(at + 1);
  if (at < 0 || id === "" || folder === "") {
    throw new CommandUsageError(`${option}: expected ID=DIR, found '${text}'`, `${option} anna=masks/anna`);
  }
  return { id, folder };
};

/** Folder of probability maps, and the structure that they are of. */
export interface LabelledFolder extends EntityFolder {
  readonly label?: number;
}

/** `ID=DIR` or `ID=DIR:LABEL`. The last `:` separates, if a number follows. */
export const readLabelledFolder: Reader<LabelledFolder> = (text, name) => {
  const { id, folder } = readEntityFolder(text, name);
  const match = /^(.+):(\d+)$/.exec(folder);
  if (!match) return { id, folder };
  const label = Number(match[2]);
  if (label > 0) return { id, folder: match[1], label };
  throw new CommandUsageError(`${name}: 0 is the background and is never compared, found '${text}'`);
};

import { InputError } from "@pgt/metrics";
import { isJsonObject, parseTolerantJson, shownJson } from "./tolerant-json.ts";

/** One fold: the cases that a model is trained on, and those it predicts without having seen them. */
export interface CaseSplit {
  readonly train: readonly string[];
  readonly val: readonly string[];
}

/**
 * Reads nnU-Net's `splits_final.json`: a list of folds, each `{"train": [case, ...], "val": [case, ...]}`.
 * Time and memory are linear in the text; lists and objects may be 64 levels deep.
 *
 * @throws InputError E_CASES naming the fold and field at fault: no list of case ids, a case given twice, or a case
 * that is trained on and held out in the same fold.
 */
export function parseSplitsFinal(text: string, file: string): readonly CaseSplit[] {
  const parsed = parseTolerantJson(text, file, "E_CASES");
  if (!Array.isArray(parsed) || parsed.length === 0) {
    throw fault(file, "the file", "a list of folds, each with `train` and `val`", parsed);
  }
  return parsed.map((fold: unknown, at) => readFold(fold, at, file));
}

/** The text of a `splits_final.json`, laid out as nnU-Net writes it. */
export function formatSplitsFinal(splits: readonly CaseSplit[]): string {
  return JSON.stringify(
    splits.map(({ train, val }) => ({ train, val })),
    null,
    4,
  );
}

function readFold(fold: unknown, at: number, file: string): CaseSplit {
  if (!isJsonObject(fold)) throw fault(file, `fold ${at}`, "an object with `train` and `val`", fold);
  const train = readIds(fold.train, `fold ${at}, \`train\``, file);
  const val = readIds(fold.val, `fold ${at}, \`val\``, file);
  const held = new Set(val);
  const both = train.find((id) => held.has(id));
  if (both === undefined) return { train, val };
  const message = `fold ${at}: case "${both}" is in \`train\` and in \`val\`; a held-out case must not be trained on`;
  throw new InputError("E_CASES", file, message);
}

function readIds(value: unknown, where: string, file: string): string[] {
  if (!Array.isArray(value)) throw fault(file, where, "a list of case ids", value);
  const seen = new Set<string>();
  for (const id of value as unknown[]) {
    if (typeof id !== "string") throw fault(file, where, "case ids as text", id);
    if (seen.has(id)) throw fault(file, where, "every case once", id);
    seen.add(id);
  }
  return [...seen];
}

function fault(file: string, what: string, expected: string, found: unknown): InputError {
  return new InputError("E_CASES", file, `${what}: expected ${expected}, found ${shownJson(found)}`);
}

import { InputError } from "@pgt/metrics";
import type { NnunetMetrics, NnunetSummary } from "./nnunet-summary-types.ts";
import { casesOfVersion1 } from "./nnunet-summary-v1.ts";
import { numpyMean, numpyNanMean } from "./numpy-mean.ts";
import { isJsonObject, type JsonObject, parseTolerantJson, shownJson } from "./tolerant-json.ts";

/** Sorted as json.dump(sort_keys=True) sorts them. */
export const nnunetMetricNames = ["Dice", "FN", "FP", "IoU", "TN", "TP", "n_pred", "n_ref"] as const;

/** The key of a structure: `"3"` for a label, `"(1, 2, 3)"` for a region; a region of one id given as such is `"3"`. */
export function nnunetLabelKey(ids: readonly number[]): string {
  return ids.length === 1 ? String(ids[0]) : `(${ids.join(", ")})`;
}

/**
 * Reads a `summary.json` of nnU-Net 2, bare NaN included, or one of version 1 (nnU-Net issue 1310), whose counts are
 * worked out from its rates; there a TN that the rates do not tell is NaN. Time and memory are linear in the text;
 * lists and objects may be 64 levels deep.
 *
 * @throws InputError E_TABLE naming the field at fault.
 */
export function parseNnunetSummary(text: string, file: string): NnunetSummary {
  const parsed = parseTolerantJson(text, file, "E_TABLE");
  if (!isJsonObject(parsed)) throw fault(file, "the file", "an object with `metric_per_case`", parsed);
  if (isJsonObject(parsed.results)) return summarizeNnunet(casesOfVersion1(parsed.results, file));
  const { metric_per_case: perCase, mean, foreground_mean: foreground } = parsed;
  if (!Array.isArray(perCase)) throw fault(file, "`metric_per_case`", "a list of cases", perCase);
  const cases = perCase.map((one, at) => readCase(one, `metric_per_case[${at}]`, file));
  const computed = summarizeNnunet(cases);
  return {
    cases,
    mean: mean === undefined ? computed.mean : readTable(mean, "mean", file),
    foregroundMean:
      foreground === undefined ? computed.foregroundMean : readMetrics(foreground, "foreground_mean", file),
  };
}

/**
 * The means of nnU-Net's evaluator (evaluate_predictions.py): per label over the cases where a value is defined, and
 * from these the plain mean over labels, 0 left out, NaN if a label is undefined in every case.
 */
export function summarizeNnunet(cases: NnunetSummary["cases"]): NnunetSummary {
  const values = new Map<string, NnunetMetrics[]>();
  for (const [key, one] of cases.flatMap(({ metrics }) => [...metrics])) {
    const known = values.get(key);
    if (known) known.push(one);
    else values.set(key, [one]);
  }
  const mean = new Map(
    [...values].map(([key, all]) => [key, eachMetric((name) => numpyNanMean(all.map((one) => one[name])))]),
  );
  const foreground = [...mean].filter(([key]) => key !== "0").map(([, metrics]) => metrics);
  return { foregroundMean: eachMetric((name) => numpyMean(foreground.map((one) => one[name]))), mean, cases };
}

function eachMetric(value: (name: keyof NnunetMetrics) => number): NnunetMetrics {
  return Object.fromEntries(nnunetMetricNames.map((name) => [name, value(name)])) as unknown as NnunetMetrics;
}

function readCase(value: unknown, at: string, file: string): NnunetSummary["cases"][number] {
  if (!isJsonObject(value)) throw fault(file, `\`${at}\``, "an object with `metrics`", value);
  return {
    predictionFile: readPath(value.prediction_file, `${at}.prediction_file`, file),
    referenceFile: readPath(value.reference_file, `${at}.reference_file`, file),
    metrics: readTable(value.metrics, `${at}.metrics`, file),
  };
}

function readPath(value: unknown, at: string, file: string): string {
  if (typeof value === "string") return value;
  throw fault(file, `\`${at}\``, "the path of a file", value);
}

function readTable(value: unknown, at: string, file: string): Map<string, NnunetMetrics> {
  if (!isJsonObject(value)) throw fault(file, `\`${at}\``, "an object with a label per key", value);
  return new Map(
    Object.entries(value).map(([key, one]) => {
      if (!isLabelKey(key)) throw fault(file, `a key of \`${at}\``, 'a label such as "3" or "(1, 2)"', key);
      return [key, readMetrics(one, `${at}.${key}`, file)];
    }),
  );
}

function isLabelKey(key: string): boolean {
  return /^(\d+|\(\d+(, ?\d+)*,?\))$/.test(key);
}

function readMetrics(value: unknown, at: string, file: string): NnunetMetrics {
  if (!isJsonObject(value)) throw fault(file, `\`${at}\``, "an object with Dice, IoU and counts", value);
  return eachMetric((name) => readNumber(value, name, at, file));
}

function readNumber(metrics: JsonObject, name: string, at: string, file: string): number {
  const value = metrics[name];
  if (value === null) return Number.NaN;
  if (typeof value === "number") return value;
  throw fault(file, `\`${at}.${name}\``, "a number, null or NaN", value);
}

function fault(file: string, what: string, expected: string, found: unknown): InputError {
  return new InputError("E_TABLE", file, `${what}: expected ${expected}, found ${shownJson(found)}`);
}

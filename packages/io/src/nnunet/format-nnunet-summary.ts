import { nnunetMetricNames } from "./nnunet-summary.ts";
import type { NnunetMetrics, NnunetSummary } from "./nnunet-summary-types.ts";

/** Text of a number, as Python writes a float or an int. */
type Writer = (value: number, isFloat: boolean) => string;

/** Dice and IoU are floats everywhere; counts are ints in a case and floats in a mean. */
const ratios: ReadonlySet<string> = new Set(["Dice", "IoU"]);

/**
 * The text of nnU-Net's `summary.json`, byte for byte as json.dump(sort_keys=True, indent=4) writes it, with its keys
 * `foreground_mean`, `mean`, `metric_per_case`; cases in the order given (nnU-Net sorts by file name).
 *
 * @param nan true writes a bare `NaN` where a value is undefined, as nnU-Net does, which no strict JSON reader takes;
 * false writes null, which nnU-Net's readers take too.
 */
export function formatNnunetSummary(summary: NnunetSummary, { nan }: { readonly nan: boolean }): string {
  const write: Writer = (value, isFloat) =>
    Number.isFinite(value) ? (isFloat ? pythonFloat(value) : String(value)) : nan ? bare(value) : "null";
  const cases = summary.cases.map(({ metrics, predictionFile, referenceFile }) =>
    objectText(2, [
      ["metrics", tableText(3, metrics, (one, depth) => metricsText(depth, one, write, false))],
      ["prediction_file", quoted(predictionFile)],
      ["reference_file", quoted(referenceFile)],
    ]),
  );
  return objectText(0, [
    ["foreground_mean", metricsText(1, summary.foregroundMean, write, true)],
    ["mean", tableText(1, summary.mean, (one, depth) => metricsText(depth, one, write, true))],
    ["metric_per_case", listText(1, cases)],
  ]);
}

function metricsText(depth: number, metrics: NnunetMetrics, write: Writer, isMean: boolean): string {
  return objectText(
    depth,
    nnunetMetricNames.map((name) => [name, write(metrics[name], isMean || ratios.has(name))]),
  );
}

function tableText(
  depth: number,
  table: ReadonlyMap<string, NnunetMetrics>,
  text: (metrics: NnunetMetrics, depth: number) => string,
): string {
  const sorted = [...table].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return objectText(
    depth,
    sorted.map(([key, metrics]) => [key, text(metrics, depth + 1)]),
  );
}

function objectText(depth: number, entries: readonly (readonly [string, string])[]): string {
  return bracketed(
    "{}",
    depth,
    entries.map(([key, text]) => `${quoted(key)}: ${text}`),
  );
}

function listText(depth: number, items: readonly string[]): string {
  return bracketed("[]", depth, items);
}

function bracketed(
  [open, close]: string | readonly string[],
  depth: number,
  items: readonly string[],
): string {
  if (items.length === 0) return `${open}${close}`;
  const indent = `\n${"    ".repeat(depth + 1)}`;
  return `${open}${indent}${items.join(`,${indent}`)}\n${"    ".repeat(depth)}${close}`;
}

/** JSON in ASCII alone, as Python's default. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Shortest digits, like those of JavaScript; the exponent begins at 1e16 and below 1e-4, and has two digits. */
export function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  if (value === 0) return "0.0";
  const [digits, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= 16 || exponent < -4) {
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (Number.isInteger(value)) return `${value}.0`;
  const plain = String(value);
  return plain.includes("e") ? value.toFixed(fractionDigits(digits, exponent)) : plain;
}

function fractionDigits(digits: string, exponent: number): number {
  return digits.replace(/^-/, "").replace(".", "").length - 1 - exponent;
}

function bare(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

import { InputError } from "@pgt/metrics";
import type { NnunetMetrics, NnunetSummary } from "./nnunet-summary-types.ts";
import { isJsonObject, type JsonObject, shownJson } from "./tolerant-json.ts";

/**
 * The cases of a version 1 file, `results.all`: one object per case with a key per label, and `reference` and `test`,
 * the files.
 *
 * @throws InputError E_TABLE naming the field at fault.
 */
export function casesOfVersion1(results: JsonObject, file: string): NnunetSummary["cases"] {
  const { all } = results;
  if (!Array.isArray(all)) throw fault(file, "results.all", "a list of cases", all);
  return all.map((one: unknown, at) => {
    const where = `results.all[${at}]`;
    if (!isJsonObject(one)) throw fault(file, where, "an object with a label per key", one);
    const labels = Object.entries(one).filter(([key]) => /^\d+$/.test(key));
    return {
      predictionFile: typeof one.test === "string" ? one.test : "",
      referenceFile: typeof one.reference === "string" ? one.reference : "",
      metrics: new Map(labels.map(([key, rates]) => [key, countsOfRates(rates, `${where}.${key}`, file)])),
    };
  });
}

/** Recall is TP / n_ref, the false positive rate FP / (FP + TN), the false omission rate FN / (FN + TN). */
function countsOfRates(rates: unknown, where: string, file: string): NnunetMetrics {
  if (!isJsonObject(rates)) throw fault(file, where, "an object with Dice and rates", rates);
  const rate = (name: string) => {
    const value = rates[name];
    if (value === null || value === undefined) return Number.NaN;
    if (typeof value === "number") return value;
    throw fault(file, `${where}.${name}`, "a number or NaN", value);
  };
  for (const name of ["Dice", "Total Positives Reference", "Total Positives Test"]) {
    if (!(name in rates)) throw fault(file, `${where}.${name}`, "a number", undefined);
  }
  const reference = rate("Total Positives Reference");
  const prediction = rate("Total Positives Test");
  const hits = reference === 0 || prediction === 0 ? 0 : Math.round(rate("Recall") * reference);
  const falsePositives = prediction - hits;
  const misses = reference - hits;
  return {
    Dice: rate("Dice"),
    IoU: rate("Jaccard"),
    FN: misses,
    FP: falsePositives,
    TP: hits,
    TN: trueNegatives(falsePositives, rate("False Positive Rate"), misses, rate("False Omission Rate")),
    n_pred: prediction,
    n_ref: reference,
  };
}

function trueNegatives(falsePositives: number, fpRate: number, misses: number, omissionRate: number): number {
  if (falsePositives > 0 && fpRate > 0) return Math.round(falsePositives / fpRate) - falsePositives;
  if (misses > 0 && omissionRate > 0) return Math.round(misses / omissionRate) - misses;
  return Number.NaN;
}

function fault(file: string, what: string, expected: string, found: unknown): InputError {
  return new InputError("E_TABLE", file, `\`${what}\`: expected ${expected}, found ${shownJson(found)}`);
}

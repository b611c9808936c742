import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { conventionIds } from "@pgt/metrics";

const folder = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

/** Path of a file of the shared data. */
export function sharedData(path: string): string {
  return folder + path;
}

export const hasSharedData = existsSync(sharedData("golden"));

/** Suffix of the titles of tests that are skipped without the data. */
export const missingSharedData = "skipped: ../shared/data is missing";

export interface GoldenValue {
  readonly label: number;
  readonly metric: string;
  readonly value: number | null;
  /** Text that the tool printed for want of a finite number. */
  readonly toolValue: string | null;
}

export interface GoldenComparison {
  readonly name: string;
  readonly reference: string;
  readonly prediction: string;
  readonly convention: string;
  readonly values: readonly GoldenValue[];
}

type Json = Record<string, unknown>;

/**
 * Every comparison of two masks by the convention of a tool, in the two layouts that such files of `golden` have; the
 * other files hold values of what this project does not compute.
 */
export function goldenComparisons(): GoldenComparison[] {
  if (!hasSharedData) return [];
  const files = readdirSync(sharedData("golden")).filter((file) => file.endsWith(".json"));
  return files.sort().flatMap((file) => {
    const content = JSON.parse(readFileSync(sharedData(`golden/${file}`), "utf8"));
    if (!(conventionIds as readonly string[]).includes(content.convention)) return [];
    return "folder" in content ? ofFolder(file, content) : [ofPair(file, content)];
  });
}

function ofPair(file: string, content: Json): GoldenComparison {
  const rows = content.rows as (Omit<GoldenValue, "toolValue"> & { asGiven?: string | null })[];
  return {
    name: file,
    reference: sharedData(String(content.reference)),
    prediction: sharedData(String(content.prediction)),
    convention: String(content.convention),
    values: rows.map(({ asGiven = null, ...row }) => ({ ...row, toolValue: asGiven })),
  };
}

/** One row per case, pair and label, a column per metric. */
function ofFolder(file: string, content: Json): GoldenComparison[] {
  const comparisons = new Map<string, GoldenComparison & { values: GoldenValue[] }>();
  for (const row of content.rows as Json[]) {
    const { case: id, reference, prediction, label, ...metrics } = row;
    const name = `${file}, ${id}, ${reference}/${prediction}`;
    const path = (entity: unknown) => sharedData(`${content.folder}/${entity}/${id}.nii.gz`);
    const comparison = comparisons.get(name) ?? {
      name,
      reference: path(reference),
      prediction: path(prediction),
      convention: String(content.convention),
      values: [],
    };
    for (const [metric, value] of Object.entries(metrics)) {
      comparison.values.push({
        label: Number(label),
        metric,
        value: value as number | null,
        toolValue: null,
      });
    }
    comparisons.set(name, comparison);
  }
  return [...comparisons.values()];
}

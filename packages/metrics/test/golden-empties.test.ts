import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ConventionId } from "../src/convention.ts";
import { evaluate } from "../src/evaluate.ts";
import { parseMetric } from "../src/parse-metric.ts";
import { presets } from "../src/presets.ts";
import { countsOf, fullMeasurement } from "./measurements.ts";

const golden = fileURLToPath(new URL("../../../../shared/data/golden/", import.meta.url));
const missing = !existsSync(golden);

interface GoldenRow {
  readonly label: number;
  readonly metric: string;
  readonly value: number | null;
  readonly asGiven?: string | null;
}
const toolValues: { readonly [text: string]: string } = {
  inf: "Infinity",
  nan: "NaN",
  "raises RuntimeError": "error",
};

/** Label 13 of the TotalSegmentator pair is in the reference only. */
describe.skipIf(missing)(
  `what the tools returned for a label that only the reference has${missing ? " (skipped: ../shared/data/golden is missing)" : ""}`,
  () => {
    it.each(["surface-distance", "monai", "medpy", "nnunet"] as const)("%s", (tool: ConventionId) => {
      const { rows } = JSON.parse(readFileSync(`${golden}${tool}-ts.json`, "utf8")) as { rows: GoldenRow[] };
      const ofLabel = rows.filter(({ label, metric }) => label === 13 && !metric.startsWith("_"));
      expect(ofLabel.length).toBeGreaterThanOrEqual(2);
      for (const { metric, value, asGiven } of ofLabel) {
        const request = parseMetric(metric);
        const measurement = fullMeasurement(countsOf(0, 0, 27, 1000));
        const got = evaluate(request, measurement, presets[tool].convention);
        expect(got.value, metric).toBe(value);
        expect(got.toolValue ?? null, metric).toBe(asGiven ? toolValues[asGiven] : null);
      }
    });
  },
);

import { version } from "@pgt/runner";
import type { SchemaDocument } from "../documents/json-text.ts";
import type { Table } from "../documents/table.ts";
import type { NoiseReport } from "./noise-types.ts";

export const noiseSchema = "pgt.noise/1";

const nameOf = ({ labels }: NoiseReport, label: number) => labels.find((one) => one.label === label)!.name;

/** Transition probabilities, one a line. */
export const transitionsTable: Table<NoiseReport> = {
  file: "transitions.csv",
  columns: ["rater", "truth", "truthName", "answer", "answerName", "probability", "voxels", "cases"],
  records: (report) =>
    report.transitions.flatMap(({ rater, labels, matrix, voxels, cases }) =>
      labels.flatMap((truth, c) =>
        labels.map((answer, j) => ({
          rater: rater ?? "all",
          truth,
          truthName: nameOf(report, truth),
          answer,
          answerName: nameOf(report, answer),
          probability: matrix[c][j],
          voxels: voxels[c],
          cases,
        })),
      ),
    ),
};

/** Flip probability by distance, one fit a line. */
const flipsTable: Table<NoiseReport> = {
  file: "flips.csv",
  columns: [
    ...[
      "rater",
      "label",
      "name",
      "biasMm",
      "biasMm.low",
      "biasMm.high",
      "sigmaMm",
      "sigmaMm.low",
      "sigmaMm.high",
    ],
    ...["fitted", "cases", "voxels"],
  ],
  records: ({ flips }) =>
    flips.map(({ rater, intervals: { biasMm, sigmaMm }, ...row }) => ({
      ...row,
      rater: rater ?? "all",
      "biasMm.low": biasMm.low,
      "biasMm.high": biasMm.high,
      "sigmaMm.low": sigmaMm.low,
      "sigmaMm.high": sigmaMm.high,
    })),
};

export const noiseTables: readonly Table<NoiseReport>[] = [transitionsTable, flipsTable];

/** The JSON document of a noise estimate. */
export function noiseDocument(report: NoiseReport, byVersion: string = version): SchemaDocument {
  const { study, settings, cases, labels, transitions, truthFree, twoRaters, flips, files = [] } = report;
  const { warnings, notes, failures } = report;
  const numbers = { labels, transitions, truthFree, twoRaters, flips };
  return {
    ...{ schema: noiseSchema, version: byVersion, study, settings, cases },
    ...{ ...numbers, files, warnings, notes, failures },
  };
}

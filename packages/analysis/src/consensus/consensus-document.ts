import { version } from "@pgt/runner";
import { raterStatistics } from "@pgt/stats";
import type { SchemaDocument } from "../documents/json-text.ts";
import type { Table } from "../documents/table.ts";
import type { ConsensusReport } from "./consensus-types.ts";

export const consensusSchema = "pgt.consensus/1";

/** Structures by case and method. */
export const consensusTable: Table<ConsensusReport> = {
  file: "consensus.csv",
  columns: ["case", "label", "name", "method", "voxels", "volumeMl", "dissensusMl", "undecided"],
  records: ({ cases }) => cases,
};

/** Raters by case. */
const raterCasesTable: Table<ConsensusReport> = {
  file: "raters.csv",
  columns: ["case", "rater", "label", "name", ...raterStatistics],
  records: ({ raterCases }) => raterCases,
};

/** Raters over all cases, with the ends of their intervals. */
const ratersTable: Table<ConsensusReport> = {
  file: "rater-performance.csv",
  columns: [
    ...["rater", "label", "name", "cases"],
    ...raterStatistics.flatMap((statistic) => [statistic, `${statistic}.low`, `${statistic}.high`]),
  ],
  records: ({ raters }) =>
    raters.map((row) => ({
      ...row,
      ...Object.fromEntries(
        raterStatistics.flatMap((statistic) => [
          [`${statistic}.low`, row.intervals[statistic].low],
          [`${statistic}.high`, row.intervals[statistic].high],
        ]),
      ),
    })),
};

export const consensusTables: readonly Table<ConsensusReport>[] = [
  consensusTable,
  raterCasesTable,
  ratersTable,
];

/** The JSON document of a consensus. */
export function consensusDocument(report: ConsensusReport, byVersion: string = version): SchemaDocument {
  const { study, settings, cases, raters, files = [], warnings, notes, failures, estimates } = report;
  const head = { study, settings, cases, raters, files, warnings, notes, failures, estimates };
  return { schema: consensusSchema, version: byVersion, ...head };
}

import type { SchemaDocument } from "../../documents/json-text.ts";
import type { Table } from "../../documents/table.ts";
import { worthDocument } from "../../worth/worth-document.ts";
import type { ExperimentStatus, PlannedExperiment } from "../experiment-options.ts";
import { originalVersion } from "../plan/read-generators.ts";
import type { ExperimentResult } from "./experiment-types.ts";
import type { ScoreTableRow } from "./score-table-rows.ts";

/** Schema of the JSON document of an experiment. */
export const experimentSchema = "pgt.study/1";

/** Label quality and scores of single cases: the table that `pgt worth` reads. */
export const scoresTable: Table<readonly ScoreTableRow[]> = {
  file: "scores.csv",
  columns: [
    ...["version", "dataset", "task", "label", "case", "metric", "value", "status", "seed", "recipe"],
    "prompt",
  ],
  records: (rows) => rows,
};

/** The JSON document of an experiment. */
export function experimentDocument({ worth, ...result }: ExperimentResult, version: string): SchemaDocument {
  return { schema: experimentSchema, version, ...result, worth: worth && worthDocument(worth, version) };
}

/** The JSON document of a plan that was looked at. */
export function plannedExperimentDocument(
  { plan, ...rest }: PlannedExperiment,
  version: string,
): SchemaDocument {
  const { name, train, generators, metrics } = plan;
  const versions = [originalVersion, ...generators.map(({ id }) => id)];
  const training = { engine: train.engine.id, settings: train.settings, runs: train.runs, seed: train.seed };
  return { schema: "pgt.study-plan/1", version, name, versions, train: training, metrics, ...rest };
}

/** The JSON document of the states of an experiment. */
export function experimentStatusDocument(status: ExperimentStatus, version: string): SchemaDocument {
  return { schema: "pgt.study-status/1", version, ...status };
}

import { version } from "@pgt/runner";
import type { SchemaDocument } from "../documents/json-text.ts";
import type { Table } from "../documents/table.ts";
import type { QueueEvaluationReport } from "./evaluation-types.ts";
import type { QueueReport } from "./queue-types.ts";

export const queueSchema = "pgt.queue/1";
export const queueEvaluationSchema = "pgt.queue-evaluation/1";

/** Items, one a line, in their order. */
export const queueTable: Table<Pick<QueueReport, "items">> = {
  file: "queue.csv",
  columns: [
    ...[
      "rank",
      "case",
      "label",
      "name",
      "mode",
      "score",
      "sliceFrom",
      "sliceTo",
      "axis",
      "volumeMl",
      "reason",
    ],
    ...["expectedGain", "minutes", "cluster"],
  ],
  records: ({ items }) =>
    items.map(({ slices: [sliceFrom, sliceTo], ...item }) => ({ ...item, sliceFrom, sliceTo })),
};

export const queueTables: readonly Table<QueueReport>[] = [queueTable];

/** The JSON document of a queue. */
export function queueDocument(report: QueueReport, byVersion: string = version): SchemaDocument {
  const { study, settings, raters, models, cases, items, small, missingModes, plan, tasks } = report;
  const { notes, failures, files = [] } = report;
  return {
    ...{ schema: queueSchema, version: byVersion, study, settings, raters, models, cases },
    ...{ items, small, missingModes, plan, tasks, notes, failures, files },
  };
}

/** Precision at k of each mode. */
export const precisionTable: Table<QueueEvaluationReport> = {
  file: "queue-precision.csv",
  columns: ["mode", "k", "precision", "low", "high", "random", "ratio", "rounds"],
  records: ({ modes }) => modes.flatMap(({ mode, precision }) => precision.map((one) => ({ mode, ...one }))),
};

/** The JSON document of an evaluation. */
export function queueEvaluationDocument(
  report: QueueEvaluationReport,
  byVersion: string = version,
): SchemaDocument {
  const { study, settings, raters, models, cases, modes, notes, failures } = report;
  const head = { schema: queueEvaluationSchema, version: byVersion, study, settings, raters, models, cases };
  return { ...head, modes, notes, failures };
}

import { type InputHash, type RunFolder, secondsSince, version } from "@pgt/runner";
import { agreementRecords, type Bound, consensusRecords, type Placement } from "@pgt/stats";
import { withNotes } from "../documents/earlier-notes.ts";
import { jsonText, type SchemaDocument } from "../documents/json-text.ts";
import { masksTableIfAny, scoreFiles } from "../documents/score-tables.ts";
import { type Table, tableFiles } from "../documents/table.ts";
import type { DemoStudy } from "../simulate/demo-study.ts";
import type { IntervalReport } from "./interval-types.ts";

/** Schema of the JSON document of an interval. */
export const intervalSchema = "pgt.interval/2";
const demoSchema = "pgt.demo/2";

const reliabilityColumns = [
  ...["estimate", "low", "high", "randomRatersLow", "randomRatersHigh"],
  ...["n", "expected", "pairs"],
];

const boundsTable: Table<IntervalReport> = {
  file: "bounds.csv",
  columns: [
    ...["label", "name", "metric", "unit"],
    ...["inter", "intra"].flatMap((bound) => reliabilityColumns.map((column) => `${bound}.${column}`)),
  ],
  records: ({ bounds }) =>
    bounds.map(({ label, name, metric, unit, inter, intra }) => ({
      ...{ label, name, metric, unit },
      ...reliabilityFields("inter", inter),
      ...reliabilityFields("intra", intra),
    })),
};

const differenceColumns = ["difference", "differenceLow", "differenceHigh"];

/** Paired difference to a bound, above 0 where the model agrees better, with its interval adjusted by Holm. */
function differenceFields(bound: string, comparison: Placement["lower"]): Record<string, number | null> {
  if (comparison === null) return {};
  const values = [comparison.difference, comparison.low, comparison.high];
  return Object.fromEntries(differenceColumns.map((column, at) => [`${bound}.${column}`, values[at]]));
}

const modelsTable: Table<IntervalReport> = {
  file: "models.csv",
  columns: [
    ...["model", "label", "name", "metric", "reference", "estimate", "low", "high", "n", "expected"],
    ...["inter", "intra"].flatMap((bound) => differenceColumns.map((column) => `${bound}.${column}`)),
    "state",
  ],
  records: ({ models }) =>
    models.map(({ lower, upper, ...model }) => ({
      ...model,
      ...differenceFields("inter", lower),
      ...differenceFields("intra", upper),
    })),
};

/** Every coefficient of the agreement that was asked for, and why some have no value or interval. */
const agreementTable: Table<IntervalReport> = {
  file: "agreement.csv",
  columns: [
    ...["label", "name", "on", "coefficient", "first", "second", "value", "low", "high", "unit"],
    ...["n", "expected", "reason", "intervalReason"],
  ],
  records: ({ agreement }) => (agreement ? agreementRecords(agreement) : []),
  isOptional: true,
  parquet: {
    file: "agreement.parquet",
    doubles: ["value", "low", "high"],
    integers: ["label", "n", "expected"],
    nullable: ["label", "first", "second", "value", "low", "high", "reason", "intervalReason"],
  },
};

/** Models taken as one more rater: Williams' index and the alternative annotator test. */
const asRaterTable: Table<IntervalReport> = {
  file: "as-rater.csv",
  columns: [
    ...["model", "label", "name", "metric", "williams", "williams.low", "williams.high", "williams.n"],
    ...["williams.expected", "williams.reason", "williams.intervalReason", "winningRate", "isPassed"],
    ...["averageAdvantage", "epsilon", "beaten", "tested", "winningRate.reason"],
  ],
  records: ({ modelsAsRaters }) =>
    modelsAsRaters.map(({ williams, alternativeAnnotator: test, ...place }) => ({
      ...place,
      williams: williams.value,
      "williams.low": williams.ci.low,
      "williams.high": williams.ci.high,
      "williams.n": williams.n,
      "williams.expected": williams.expected,
      "williams.reason": williams.reason,
      "williams.intervalReason": williams.value === null ? null : williams.ci.reason,
      ...test,
      beaten: test.raters.filter(({ isBeaten }) => isBeaten).length,
      tested: test.raters.filter(({ p }) => p !== null).length,
      "winningRate.reason": test.reason,
    })),
  isOptional: true,
};

/** The test of each model against each rater. */
const asRaterTestsTable: Table<IntervalReport> = {
  file: "as-rater-tests.csv",
  columns: [
    ...["model", "label", "name", "metric", "rater", "n", "modelAdvantage", "raterAdvantage", "test"],
    ...["p", "pAdjusted", "isBeaten"],
  ],
  records: ({ modelsAsRaters }) =>
    modelsAsRaters.flatMap(({ model, label, name, metric, alternativeAnnotator }) =>
      alternativeAnnotator.raters.map((one) => ({ ...{ model, label, name, metric }, ...one })),
    ),
  isOptional: true,
};

const meanColumns = ["estimate", "low", "high", "n"];

/** Raters and models against consensus masks; `others`: without the rater, `all`: of all raters. */
const consensusTable: Table<IntervalReport> = {
  file: "consensus-agreement.csv",
  columns: [
    ...["reference", "label", "name", "metric", "unit", "role", "entity"],
    ...["others", "all"].flatMap((of) => meanColumns.map((column) => `${of}.${column}`)),
  ],
  records: ({ consensus, models }) =>
    consensusRecords(consensus, models)
      .filter(({ role }) => role !== "raters")
      .map(({ others, all, ...record }) => ({
        ...record,
        ...meanFields("others", others),
        ...meanFields("all", all),
      })),
  isOptional: true,
};

function meanFields(of: string, mean: object | null): Record<string, unknown> {
  const values: Readonly<Record<string, unknown>> = { ...mean };
  return Object.fromEntries(meanColumns.map((column) => [`${of}.${column}`, values[column] ?? null]));
}

/** The tables of an interval, beside its score table. */
export const intervalTables: readonly Table<IntervalReport>[] = [
  masksTableIfAny,
  boundsTable,
  modelsTable,
  asRaterTable,
  asRaterTestsTable,
  agreementTable,
  consensusTable,
];

function reliabilityFields(bound: string, reliability: Bound["intra"]): Record<string, number | null> {
  if (reliability === null) return {};
  const { estimate, fixedRaters, randomRaters, n, expected, pairs } = reliability;
  const values = [
    ...[estimate, fixedRaters.low, fixedRaters.high, randomRaters?.low ?? null, randomRaters?.high ?? null],
    ...[n, expected, pairs],
  ];
  return Object.fromEntries(reliabilityColumns.map((column, at) => [`${bound}.${column}`, values[at]]));
}

/** The JSON document of an interval. */
export function intervalDocument(report: IntervalReport, version: string): SchemaDocument {
  const { name, settings, rows, bounds, models, warnings, notes, failures, files: _, ...rest } = report;
  const head = { name, settings, rows, bounds, models, warnings, notes, failures };
  return { schema: intervalSchema, version, ...head, ...rest };
}

/** The JSON document of the demonstration study: that of its interval, and where its files are. */
export function demoDocument(report: IntervalReport, study: DemoStudy, version: string): SchemaDocument {
  return { ...intervalDocument(report, version), schema: demoSchema, study };
}

/**
 * Writes the tables of an interval and run.json.
 *
 * @param startedMs of `performance.now()`; the duration is the only field of run.json that differs between two runs
 * of the same study.
 * @returns names of the files.
 */
export function writeInterval(
  directory: RunFolder,
  report: IntervalReport,
  inputs: readonly InputHash[],
  startedMs: number,
): Promise<string[]> {
  const { rows, masks: _, bounds, models, files: __, ...rest } = report;
  const raters = [...new Set(report.entities.filter(({ role }) => role === "rater").map(({ id }) => id))];
  const end = { raters, bounds, models, inputs, durationSeconds: secondsSince(startedMs) };
  return directory.write(
    { ...scoreFiles(rows), ...tableFiles(intervalTables, report) },
    jsonText({ schema: intervalSchema, version, ...rest, ...end }),
  );
}

/** Schemas of version 0.1.0 -> today's. */
const earlierSchemas: Readonly<Record<string, string>> = {
  "pgt.interval/1": intervalSchema,
  "pgt.demo/1": demoSchema,
};
/** The two intervals of an estimate and a field of rows, as version 0.1.0 named them, -> today's names. */
const earlierNames: Readonly<Record<string, string>> = {
  these: "fixedRaters",
  like: "randomRaters",
  asGiven: "toolValue",
};
/** The fields of a document in which they occur. Others hold ids, which may be the same words. */
const fieldsWithThem = ["rows", "bounds", "models", "modelsByRater", "gains", "noise", "raterBias"];

/** The document of an interval in today's names; null if it is another, or none. */
export function intervalDocumentOf(parsed: unknown): SchemaDocument | null {
  const document = parsed as Partial<SchemaDocument> | null | undefined;
  const schema = String(document?.schema);
  if (schema === intervalSchema || schema === demoSchema) return document as SchemaDocument;
  if (!Object.hasOwn(earlierSchemas, schema)) return null;
  // Version 0.1.0 counted agreement on the cases of every rater alone, and had fewer coefficients.
  const { agreement: _, ...kept } = document as SchemaDocument;
  const fields = Object.entries(kept).map(([field, value]) => [
    field,
    fieldsWithThem.includes(field) ? withTodaysNames(value) : value,
  ]);
  const today = Object.fromEntries(fields);
  return withNotes({
    ...today,
    ...("bounds" in today && { bounds: withoutCorrected(today.bounds) }),
    schema: earlierSchemas[schema],
  });
}

function withTodaysNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTodaysNames);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value);
  return Object.fromEntries(fields.map(([name, one]) => [todaysName(name), withTodaysNames(one)]));
}

/** Version 0.1.0 had another method for the corrected interval, whose ends mean something else. */
function withoutCorrected(bounds: unknown): unknown {
  return Array.isArray(bounds) ? bounds.map((bound: object) => ({ ...bound, corrected: null })) : bounds;
}

function todaysName(name: string): string {
  return Object.hasOwn(earlierNames, name) ? earlierNames[name] : name;
}

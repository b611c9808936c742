import type { Bound, IntervalReport, StudyFolders } from "@pgt/core";
import type { Command, Context } from "./context.ts";
import { asText, emit, finish } from "./finish.ts";
import { hashInputs } from "./input-hashes.ts";
import { intervalText, warningLines } from "./interval-report.ts";
import type { OptionValues } from "./options.ts";
import { openRunDirectory, writeRunDirectory } from "./run-directory.ts";
import { runOptions } from "./run-options.ts";
import { csv, jsonDocument, ndjson, scoreCsv } from "./serialise.ts";
import { studyFolders } from "./study-folders.ts";

export const intervalCommand: Command = async (context, _, options) => {
  const study = studyFolders(options);
  if (options.out !== undefined) await openRunDirectory(options.out);
  const report = await runInterval(context, study, options);
  for (const note of report.notes) context.note(`warning: ${note}`);
  if (options.out !== undefined) await saveInterval(context, report, study, options.out);
  await emit(context, intervalOutput(context, report, options.format ?? "table"));
  return finish(context, report);
};

export async function runInterval(context: Context, study: StudyFolders, options: OptionValues) {
  const door = await context.door();
  return context.withProgress("comparing", (onProgress) =>
    door.interval(study, { ...runOptions(options), onProgress, signal: context.signal }),
  );
}

function intervalOutput(
  context: Context,
  report: IntervalReport,
  format: NonNullable<OptionValues["format"]>,
): Iterable<string> {
  if (format === "table") return asText(intervalText(report, context.outTerminal));
  for (const warning of warningLines(report)) context.note(`warning: ${warning}`);
  if (format === "json") return jsonDocument(intervalDocument(context, report));
  return format === "csv" ? scoreCsv(report.rows) : ndjson(report.rows);
}

export function intervalDocument(context: Context, report: IntervalReport): Record<string, unknown> {
  const { settings, rows, bounds, models, warnings, notes, failures } = report;
  return {
    schema: "pgt.interval/1",
    version: context.version,
    settings,
    rows,
    bounds,
    models,
    warnings,
    notes,
    failures,
  };
}

const boundColumns = ["estimate", "low", "high", "likeLow", "likeHigh", "n", "expected", "pairs"];
const boundsColumns = [
  "label",
  "name",
  "metric",
  "unit",
  ...boundColumns.map((column) => `inter.${column}`),
  ...boundColumns.map((column) => `intra.${column}`),
];
const modelsColumns = [
  "model",
  "label",
  "name",
  "metric",
  "estimate",
  "low",
  "high",
  "n",
  "expected",
  "state",
];

/** rows.csv, bounds.csv, models.csv and run.json with the hashes of the masks. */
export async function saveInterval(
  context: Context,
  report: IntervalReport,
  study: StudyFolders,
  folder: string,
): Promise<void> {
  const { rows: _, ...run } = intervalDocument(context, report);
  const folders = [study.raters, study.repeats, study.models].flatMap((one) => Object.values(one ?? {}));
  await writeRunDirectory(folder, {
    "rows.csv": scoreCsv(report.rows),
    "bounds.csv": csv(boundsColumns, report.bounds.map(boundRecord)),
    "models.csv": csv(
      modelsColumns,
      report.models.map((row) => ({ ...row })),
    ),
    "run.json": jsonDocument({ ...run, study, inputs: await hashInputs(folders) }),
  });
  context.note(`wrote rows.csv, bounds.csv, models.csv and run.json to ${folder}`);
}

function boundRecord({ label, name, metric, unit, inter, intra }: IntervalReport["bounds"][number]) {
  return { label, name, metric, unit, ...flat("inter", inter), ...flat("intra", intra) };
}

function flat(prefix: string, bound: Bound["intra"]): Record<string, number | null> {
  if (bound === null) return {};
  const values = [
    bound.estimate,
    bound.these.low,
    bound.these.high,
    bound.like?.low ?? null,
    bound.like?.high ?? null,
    bound.n,
    bound.expected,
    bound.pairs,
  ];
  return Object.fromEntries(boundColumns.map((column, at) => [`${prefix}.${column}`, values[at]]));
}

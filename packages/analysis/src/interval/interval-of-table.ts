import { defaultSeed, InputError, parseMetrics, resolveConvention, UsageError } from "@pgt/metrics";
import type { InputHash, Settings } from "@pgt/runner";
import { isFile, isFolder, join } from "@pgt/runner";
import { pgtInterval } from "@pgt/stats";
import { scoreFilesInOrder } from "../documents/score-tables.ts";
import { openRun } from "../open-run.ts";
import { readScoreTable, type ScoreTable } from "../score-table/read-score-table.ts";
import { consensusOf } from "./consensus-comparisons.ts";
import { defaultWorstCase } from "./default-worst-case.ts";
import { writeInterval } from "./interval-document.ts";
import type { IntervalOptions, IntervalReport, StudyCase, StudyMember } from "./interval-types.ts";
import { type RunBeside, runBeside } from "./run-beside.ts";
import { checkAgreement, rolesOf, type TableRoles } from "./table-roles.ts";

/**
 * The interval of a score table. Roles, cases and worst cases come from a run.json beside it, else from the options and
 * the table.
 *
 * @throws InputError E_TABLE for a table that is not one; UsageError for options that need masks.
 */
export async function intervalOfTable(path: string, options: IntervalOptions): Promise<IntervalReport> {
  const started = performance.now();
  refuseMeasuring(options);
  const file = await tableFile(path);
  const inputs: InputHash[] = [];
  const table = await readScoreTable(file, {
    ...(options.metrics && { metrics: parseMetrics(options.metrics) }),
    ...(Array.isArray(options.labels) && { labels: options.labels as readonly number[] }),
    ...(options.columns && { columns: options.columns }),
    ...(options.scale && { scale: options.scale }),
    inputs,
  });
  const run = await runBeside(file);
  const roles = run && !options.raters && !options.models ? rolesOfRun(run) : rolesOf(table.rows, options);
  checkAgreement(table.rows, roles.raters, file);
  const report = reportOf(file, table, roles, run, options);
  if (options.out === undefined) return report;
  const directory = await openRun(options, "interval", null);
  return { ...report, files: await writeInterval(directory!, report, inputs, started) };
}

/** The table of a run directory, or the path itself. */
export async function tableFile(path: string): Promise<string> {
  if (!(await isFolder(path))) return path;
  for (const name of scoreFilesInOrder) {
    if (await isFile(join(path, name))) return join(path, name);
  }
  throw new InputError(
    "E_TABLE",
    path,
    "expected a run directory with rows.csv or rows.parquet; for a folder of masks write a manifest (pgt init)",
  );
}

function refuseMeasuring(options: IntervalOptions): void {
  if (options.reference !== undefined) {
    throw new UsageError(
      "E_TABLE_OPTION",
      "reference: a consensus is fused of masks, and a score table holds none; give the folders of masks or their manifest",
    );
  }
  if (options.agreement === true) {
    throw new UsageError(
      "E_TABLE_OPTION",
      "agreement: it counts voxels and volumes of masks, and a score table holds none; give the folders of masks or their manifest",
    );
  }
  const names = ["convention", "boundary", "percentile", "empties", "layout"] as const;
  const given = names.find((name) => options[name] !== undefined);
  const isIdList = options.labels === undefined || Array.isArray(options.labels);
  if (given === undefined && isIdList) return;
  throw new UsageError(
    "E_TABLE_OPTION",
    `${given ?? "labels with names"}: a score table holds values already, and this is about masks; leave it out`,
  );
}

function rolesOfRun({ entities }: RunBeside): TableRoles {
  const ids = (role: StudyMember["role"]) => [
    ...new Set(entities.filter((entity) => entity.role === role).map(({ id }) => id)),
  ];
  const [raters, models] = [ids("rater"), ids("model")];
  return { raters, models, note: `Roles are those of the run.json beside the table.` };
}

function reportOf(
  file: string,
  table: ScoreTable,
  { raters, models, note }: TableRoles,
  run: RunBeside | null,
  options: IntervalOptions,
): IntervalReport {
  const settings = settingsOf(table, run, options);
  const { rows } = table;
  const cases = run?.cases ?? [...new Set(rows.map((row) => row.case))].sort().map(bareCase);
  const clusters = new Map(
    cases.flatMap(({ case: id, cluster }) => (cluster === undefined ? [] : [[id, cluster]])),
  );
  const spacing = new Map(cases.map(({ case: id, spacingMm }) => [id, spacingMm ?? undefined]));
  const result = pgtInterval({
    rows,
    raters,
    models,
    consensus: run ? consensusOf(run.entities) : [],
    metrics: table.metrics,
    cases: cases.map((one) => one.case),
    ...(run && { masks: run.masks }),
    spacingMm: (id) => spacing.get(id),
    ...(clusters.size > 0 && { clusterOf: (id: string) => clusters.get(id) ?? id }),
    ...(run?.derivedFrom && { lineage: run.derivedFrom }),
    ...worstCaseOfTable(settings.worstCase, cases),
  });
  const knowsDiagonal = cases.some(({ diagonalMm }) => diagonalMm !== null);
  const isMissed = rows.some(({ reason }) => reason === "PRED_EMPTY" || reason === "REF_EMPTY");
  const unknownDiagonal = settings.worstCase === "diagonal" && !knowsDiagonal && isMissed;
  return {
    ...(run?.name !== undefined && { name: run.name }),
    settings,
    seed: defaultSeed,
    study: file,
    entities: run?.entities ?? members(rows, raters, models),
    cases,
    ...(run?.derivedFrom && { derivedFrom: run.derivedFrom }),
    rows,
    masks: run?.masks ?? [],
    ...result,
    notes: [
      { code: "N-ROLES", message: note },
      ...table.notes,
      ...(unknownDiagonal
        ? [
            {
              code: "N-TABLE" as const,
              message:
                "The table does not tell the size of the images, so a distance to a structure that one of two masks lacks is left out of its mean, and counted; a worst case in mm puts it in.",
            },
          ]
        : []),
    ],
    failures: [],
  };
}

function settingsOf(table: ScoreTable, run: RunBeside | null, options: IntervalOptions): Settings {
  return {
    convention: run?.settings.convention ?? resolveConvention(),
    metrics: table.metrics.map(({ key }) => key),
    labels: (options.labels as readonly number[] | undefined) ?? run?.settings.labels ?? null,
    worstCase: options.worstCase ?? run?.settings.worstCase ?? defaultWorstCase,
  };
}

function worstCaseOfTable(worstCase: Settings["worstCase"], cases: readonly StudyCase[]) {
  if (worstCase === "none") return {};
  if (typeof worstCase === "number") return { worstCaseMm: () => worstCase };
  const diagonals = new Map(cases.map(({ case: id, diagonalMm }) => [id, diagonalMm ?? undefined]));
  return { worstCaseMm: (id: string) => diagonals.get(id) };
}

function bareCase(id: string): StudyCase {
  return { case: id, diagonalMm: null, spacingMm: null };
}

function members(
  rows: IntervalReport["rows"],
  raters: readonly string[],
  models: readonly string[],
): StudyMember[] {
  const sessions = new Map<string, Set<number>>();
  for (const { a, aSession, b, bSession } of rows) {
    for (const [id, session] of [[a, aSession] as const, [b, bSession] as const]) {
      sessions.set(id, (sessions.get(id) ?? new Set()).add(session));
    }
  }
  const of = (role: "rater" | "model", ids: readonly string[]) =>
    ids.flatMap((id) =>
      [...(sessions.get(id) ?? [1])]
        .sort((a, b) => a - b)
        .map((session) => ({ id, role, session, masks: "" })),
    );
  return [...of("rater", raters), ...of("model", models)];
}

import { checkOptions, defaultSeed, InputError, type Note } from "@pgt/metrics";
import type { InputHash } from "@pgt/runner";
import { worthStudy } from "@pgt/stats";
import { openRun } from "../open-run.ts";
import { baseBoundsOf, checkedBounds } from "./base-bounds.ts";
import { defaultQualityTask, findingsOf } from "./check-tables.ts";
import { checkedScale, scaleWarnings } from "./table-scale.ts";
import { cellsOfTables } from "./worth-cells-of-table.ts";
import { writeWorth } from "./worth-document.ts";
import { refuseImpossibleGap } from "./worth-gap.ts";
import { labellingWork, worthRoles } from "./worth-roles.ts";
import { readWorthTable } from "./worth-rows.ts";
import type { WorthTable } from "./worth-table.ts";
import { type WorthOptions, type WorthReport, worthOptionKeys } from "./worth-types.ts";

const defaultReplicates = 2000;
const level = 0.95;

/**
 * Judges if better labels paid: the quality of versions of a dataset's labels against the scores of models trained on
 * them, from tables of means or of cases (CSV, Parquet, or the run directory of a comparison of labels).
 *
 * @throws InputError E_TABLE for what is no such table; UsageError for names that are not in it.
 */
export async function worth(
  paths: string | readonly string[],
  options: WorthOptions = {},
): Promise<WorthReport> {
  checkOptions(options, worthOptionKeys);
  const started = performance.now();
  const { qualityTask = defaultQualityTask, leaveOut = [], order } = options;
  const inputs: InputHash[] = [];
  const given = await baseBoundsOf(options.baseBounds, inputs);
  const tables: WorthTable[] = [];
  for (const path of [paths].flat()) tables.push(await readWorthTable(path, qualityTask, inputs));
  const read = tables.map((table) => ({ table, scale: checkedScale(table, options.scale) }));
  refuseTwice(tables);
  // Before cells are made: what is left out takes no case and no label from the others.
  const kept = read.map(({ table, scale }) => {
    const rows = table.rows.filter(({ version }) => !leaveOut.includes(version));
    return { table: { ...table, rows }, scale };
  });
  const { cells, masks, notes, warnings } = cellsOfTables(kept, qualityTask);
  const roles = worthRoles(
    tables.flatMap(({ rows }) => rows),
    qualityTask,
    tables.map(({ file }) => file),
    options,
  );
  const { bounds: baseBounds, notes: boundNotes } = checkedBounds(given, options.baseBounds, cells);
  refuseImpossibleGap(options.gapPoints, cells);
  const work = labellingWork(options, masks);
  const seed = options.seed ?? defaultSeed;
  const replicates = options.replicates ?? defaultReplicates;
  const study = worthStudy(cells, {
    ...{ qualityTask, baseline: roles.baseline, seed, replicates, level, baseBounds, order, work },
    referenceVersion: roles.referenceVersion ?? undefined,
    gapPoints: options.gapPoints,
    relevantGainPoints: options.relevantGainPoints,
  });
  const report: WorthReport = {
    settings: {
      ...{ qualityTask, baseline: roles.baseline, referenceVersion: roles.referenceVersion },
      ...{ order: order ?? null, leaveOut, gapPoints: options.gapPoints ?? null },
      ...{ relevantGainPoints: options.relevantGainPoints ?? null, baseBounds, seed, replicates, level },
      isotonicTies: "primary",
    },
    sources: read.map(({ table: { file, kind, rows }, scale }) => ({ file, kind, scale, rows: rows.length })),
    ...study,
    cells: cells.map(({ byCase: _, ...cell }) => cell),
    warnings: [...warnings, ...scaleWarnings(read, options.scale), ...study.warnings],
    findings: tables.flatMap((table) => findingsOf(table, qualityTask, order)),
    notes: [
      ...roles.notes,
      ...(leaveOut.length > 0 ? [tableNote(`Left out, as asked: ${leaveOut.join(", ")}.`)] : []),
      ...notes,
      ...boundNotes,
      ...study.metrics
        .filter(({ isKnown }) => !isKnown)
        .map(({ metric }) =>
          tableNote(`${metric} is not a metric of pgt: it is taken as better the higher.`),
        ),
      ...study.metrics.flatMap(({ metric, name, untold }) =>
        untold === null
          ? []
          : [
              tableNote(
                `The ${untold} of ${name} (${metric}) is not told; values of different ones are not comparable.`,
              ),
            ],
      ),
    ],
  };
  if (options.out === undefined) return report;
  const directory = await openRun(options, "worth", null);
  return { ...report, files: await writeWorth(directory!, report, inputs, started) };
}

function tableNote(message: string): Note {
  return { code: "N-TABLE", message };
}

/** @throws InputError E_TABLE if two tables give the same cell. */
function refuseTwice(tables: readonly WorthTable[]): void {
  const first = new Map<string, string>();
  for (const { file, rows } of tables) {
    for (const { task, dataset, version, metric, place } of rows) {
      const key = JSON.stringify([task, dataset, version, metric]);
      const before = first.get(key) ?? file;
      if (before !== file) {
        const cell = `${metric} of ${version} on ${dataset}, ${task}`;
        throw new InputError("E_TABLE", file, `${place}: ${cell} is given by ${before} too; keep one`);
      }
      first.set(key, file);
    }
  }
}

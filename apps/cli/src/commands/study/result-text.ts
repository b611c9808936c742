import { isShareMetric } from "@pgt/analysis/documents";
import type { ExperimentResult } from "@pgt/core";
import { paint, type Terminal } from "../../terminal/terminal.ts";
import { type Cell, type Column, renderTable } from "../../terminal/text-table.ts";
import { wrap } from "../../terminal/wrap.ts";

/** The tables of an experiment: quality of the versions, scores in-domain and after fine-tuning, and the answer. */
export function resultText(result: ExperimentResult, terminal: Terminal): string[] {
  const width = Math.min(terminal.columns ?? 100, 110);
  const { metrics, runs } = result.settings;
  const tasks = [...new Set([...result.inDomain, ...result.finetuned].map(({ task }) => task))];
  return [
    paint(
      terminal,
      "bold",
      "Quality of the labels of the training cases: mean and spread (root mean square of the organs')",
    ),
    ...metrics.flatMap((metric) => ["", ...qualityTable(result, metric, terminal)]),
    "",
    paint(
      terminal,
      "bold",
      `Scores on the test cases, whose labels are as they came: ${runs === 1 ? "one run" : `mean of ${runs} runs, and their standard deviation`}`,
    ),
    ...wrap(
      "Behind them the quintile of the column, 1 the worst, and letters: versions that share one cannot be told apart.",
      width,
    ),
    ...tasks.flatMap((task) =>
      metrics.flatMap((metric) => ["", ...scoreTable(result, task, metric, terminal)]),
    ),
    "",
    ...answerLines(result, width),
    ...statementLines(result, terminal, width),
  ];
}

/** Statements that there is enough to tell of, with what holds and what does not. */
function statementLines(
  { statements, statementsNote }: ExperimentResult,
  terminal: Terminal,
  width: number,
): string[] {
  const told = statements.filter(({ holds }) => holds !== null);
  if (told.length === 0) return [];
  return [
    "",
    paint(terminal, "bold", "What this run showed"),
    ...wrap(statementsNote, width),
    ...told.flatMap(({ statement, holds, value, measure, interval, n }) => {
      const ends = interval ? ` [${decimals(interval.low)}, ${decimals(interval.high)}]` : "";
      const mark = holds ? "holds" : "DOES NOT HOLD";
      return wrap(`${mark}: ${statement}. ${decimals(value)}${ends} ${measure}; n = ${n}.`, width);
    }),
  ];
}

function decimals(value: number | null): string {
  return value === null ? "" : value.toFixed(2);
}

function shown(value: number | null, metric: string): string {
  if (value === null) return "";
  return isShareMetric(metric) ? (100 * value).toFixed(1) : value.toFixed(2);
}

function qualityTable({ quality }: ExperimentResult, metric: string, terminal: Terminal): string[] {
  const own = quality.filter((cell) => cell.metric === metric);
  const hasTruth = own.some(({ truth }) => truth !== null);
  return renderTable(
    [
      { title: metric, align: "left" },
      { title: "base", align: "left" },
      { title: "against the labels", align: "right" },
      ...(hasTruth ? [{ title: "against the truth", align: "right" as const }] : []),
      { title: "n", align: "right" },
    ],
    own.map(({ generator, dataset, mean, rmsSd, truth, n, expected }) => [
      generator,
      dataset,
      `${shown(mean, metric)} ± ${shown(rmsSd, metric)}`,
      ...(hasTruth ? [shown(truth, metric)] : []),
      `${n}/${expected}`,
    ]),
    terminal,
  );
}

function scoreTable(result: ExperimentResult, task: string, metric: string, terminal: Terminal): string[] {
  const own = [...result.inDomain, ...result.finetuned].filter(
    (cell) => cell.task === task && cell.metric === metric,
  );
  const bases = [...new Set(own.map(({ base }) => base))];
  const versions = [...new Set(own.map(({ version }) => version))];
  const columns: Column[] = [
    { title: `${task}, ${metric}`, align: "left" },
    ...bases.map((base): Column => ({ title: base, align: "right" })),
  ];
  const cellOf = (version: string, base: string): Cell | string => {
    const cell = own.find((one) => one.version === version && one.base === base);
    if (!cell || cell.mean === null) return { text: cell?.status || "no value", style: "dim" };
    const spread = cell.runSd === null ? "" : ` ± ${shown(cell.runSd, metric)}`;
    const few = cell.runs < cell.expectedRuns ? ` (${cell.runs} of ${cell.expectedRuns} runs)` : "";
    return `${shown(cell.mean, metric)}${spread}${few}  ${cell.class ?? ""} ${cell.letters ?? ""}`.trimEnd();
  };
  return renderTable(
    columns,
    versions.map((version) => [version, ...bases.map((base) => cellOf(version, base))]),
    terminal,
  );
}

function answerLines({ worth, noAnswer }: ExperimentResult, width: number): string[] {
  if (worth) return worth.answers.flatMap(({ variant, sentence }) => wrap(`${variant}: ${sentence}`, width));
  return wrap(`No answer to whether better labels paid: ${noAnswer}`, width);
}

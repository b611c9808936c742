import type { RankedTask, RankReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { paint, printable, type Terminal } from "../../terminal/terminal.ts";
import { hanging, wrap } from "../../terminal/wrap.ts";
import { labelsTable, metricPairsTable, rankingTable } from "./rank-table.ts";

/**
 * The ranking as text: who is ranked, of each task the answer in sentences and its table, then labels, metrics and
 * notes.
 */
export function rankText(report: RankReport, terminal: Terminal): string[] {
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  const heading = (text: string) => ["", paint(terminal, "bold", printable(text))];
  const said = (sentences: readonly string[]) =>
    sentences.flatMap((sentence) => hanging(printable(sentence), width));
  const shown = shownTasks(report.tasks);
  const others = report.tasks.filter((task) => !shown.includes(task));
  const tasks = shown.flatMap((task) => [
    ...heading(title(task)),
    ...said(task.answer),
    ...rankingTable(task, terminal),
  ]);
  return [
    ...(report.basis === null ? tasks.slice(1) : [...wrap(printable(report.basis), width), ...tasks]),
    ...(others.length > 0 ? [...heading("Single labels"), ...labelsTable(others, terminal)] : []),
    ...report.agreement
      .filter(({ label }) => shown.some((task) => task.label === label))
      .flatMap((agreement) => [
        ...heading(`What the metrics say, ${agreement.name}`),
        ...said(agreement.answer),
        ...metricPairsTable(agreement, terminal),
      ]),
    ...heading("How to read this"),
    ...wrap(legend(report), width),
    ...said(report.notes.map(noteText)),
  ];
}

/** Tables of all labels together; the others have a line each. */
function shownTasks(tasks: readonly RankedTask[]): readonly RankedTask[] {
  const overall = tasks.filter(({ label }) => label === null);
  return overall.length > 0 ? overall : tasks;
}

function title({ name, metric, unit, direction, label }: RankedTask): string {
  const what = label === null ? `${name} (mean per case over labels)` : name;
  const values = [metric, unit && `in ${unit}`].filter(Boolean).join(" ");
  return `${what}${values && `, ${values}`}, ${direction} is better`;
}

function legend({ settings, tasks }: RankReport): string {
  const isResampled = tasks.some(({ ranking }) => ranking.stability !== null);
  return [
    "Ties share the smaller rank.",
    isResampled
      ? `Bootstrap ranks (the range of the middle 95 %, no confidence interval), first and tau are from ${settings.replicates} bootstrap resamples of the cases (seed ${settings.seed}); algorithms can be first together.`
      : "",
    "Algorithms that share a letter cannot be told apart by one-sided Wilcoxon signed-rank tests after Holm.",
    "By mean, median, ranks and tests: the ranks under the four aggregation orders.",
    tasks.some(({ byReference }) => byReference !== null)
      ? "References: best to worst rank over single references (this project's derivation)."
      : "",
    tasks.some(({ leftOut }) => leftOut.length > 0)
      ? "Left out: cases without the label in the reference, or without a value of anybody."
      : "",
    `Missing values count as ${settings.missing === "worst" ? "the worst" : settings.missing}.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

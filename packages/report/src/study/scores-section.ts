import { type HeatCell, heatTable } from "../page/heat-table.ts";
import { type Html, html } from "../page/html.ts";
import { titledList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import { shownMetric } from "../quality/shown-metric.ts";
import { holeReasons } from "./hole-reasons.ts";
import {
  basesOf,
  type StudyCell,
  type StudyPageInput,
  scoresOf,
  spreadText,
  tasksOf,
} from "./study-page-input.ts";

/** Tables 2 and 3 of the paper: scores on the data set itself and after fine-tuning, versions in rows and data sets in columns. */
export function scoresBody(input: StudyPageInput): Html[] | null {
  const cells = scoresOf(input);
  if (cells.length === 0) return null;
  const notes = new Set((input.worth?.quintiles ?? []).flatMap(({ noLetters }) => noLetters ?? []));
  const { runs } = input.settings;
  return headed("Scores of the networks", [
    html`<p>On test cases, whose labels are as they came: mean over organs of their means over cases${runs > 1 ? ` and ${runs} runs ± standard deviation between runs` : ", of one run"}. Class by quintile of each column, 1 worst to 5 best: a colour and a digit. Hatched: no value. Versions of a column that share a letter cannot be told apart.</p>`,
    [...notes].map((note) => html`<p class="notice">${note}</p>`),
    tasksOf(input).map((task) => [
      html`<h3>${titleOf(input, task)}</h3>`,
      html`<div class="grid-of-plots">${input.settings.metrics.map((metric) => scoreTable(input, task, metric))}</div>`,
    ]),
    titledList("Cells without a value", holeReasons(input)),
  ]);
}

function titleOf({ inDomain }: StudyPageInput, task: string): string {
  return inDomain.some((one) => one.task === task)
    ? "On the data set itself (in-domain)"
    : `After fine-tuning on ${task}`;
}

function scoreTable(input: StudyPageInput, task: string, metric: string): Html {
  const own = scoresOf(input).filter((one) => one.task === task && one.metric === metric);
  const bases = basesOf(input);
  const versions = [...new Set(own.map(({ version }) => version))];
  return heatTable(
    `${task}, ${shownMetric(metric).title}`,
    bases,
    versions.map((version) => ({
      name: version,
      cells: bases.map((base) => heatCell(own.find((one) => one.base === base && one.version === version))),
    })),
  );
}

function heatCell(cell: StudyCell | undefined): HeatCell {
  if (!cell || cell.mean === null) {
    return { text: null, place: null, letters: null, status: cell?.status ?? "" };
  }
  const { metric, mean, runSd, runs, expectedRuns, letters } = cell;
  const few = runs < expectedRuns ? `${runs} of ${expectedRuns} runs` : "";
  const detail = [spreadText(runSd, metric), few].filter((text) => text !== "").join(", ");
  return { text: shownMetric(metric).text(mean), detail, place: cell.class, letters, status: "" };
}

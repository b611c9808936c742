import { parseMetric, someOf } from "@pgt/metrics";
import { foldIfMany } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { legend } from "../page/percent-plot.ts";
import { type ScatterBand, type ScatterPoint, scatterPlot } from "../page/scatter-plot.ts";
import { headed } from "../page/section.ts";
import { type ShownMetric, shownMetric } from "../quality/shown-metric.ts";
import {
  basesOf,
  originalVersion,
  type StudyAgreement,
  type StudyOrganScore,
  type StudyPageInput,
  seriesOf,
  versionOrder,
} from "./study-page-input.ts";

/** Fig. 2 of the paper: quality of the labels against the score of the networks trained on them, organ by organ. */
export function figureBody(input: StudyPageInput): Html[] | null {
  const panels = basesOf(input).flatMap((base) =>
    input.settings.metrics.map((metric) => ({ base, metric, blocks: organBlocks(input, base, metric) })),
  );
  const shown = panels.filter(({ blocks }) => blocks.length > 0);
  if (shown.length === 0) return null;
  const hasRuns = input.organScores.some(({ runSd }) => runSd !== null);
  const scored = new Set(input.organScores.map(({ version }) => version));
  return headed("Quality and in-domain score, organ by organ", [
    html`<p>A point is one version of the labels: to the right its quality on the training cases, upwards the score of the networks trained on it, on test cases whose labels are as they came. The star is ${originalVersion}, the labels as they came, which are like themselves.${hasRuns && " Bars: standard deviation between runs of the same recipe."}${input.agreement.length > 0 && " Dashed: how well the annotators of these labels agree with each other, with its 95 % interval on the axis, and the band from there to how well one agrees with herself. More quality than that is not interpretable."}</p>`,
    input.agreement.length === 0 &&
      html`<p class="small">How well the annotators of these labels agree is not known: a study manifest with several raters as <code>labels</code> tells it.</p>`,
    legend([
      ...versionOrder(input).flatMap((text) => {
        const index = seriesOf(input, text);
        return scored.has(text) && index !== "star" ? [{ text, index }] : [];
      }),
      { text: originalVersion, index: "star" },
    ]),
    shown.map(({ base, metric, blocks }) => [
      html`<h3>${base}, ${shownMetric(metric).title}</h3>`,
      foldIfMany(blocks, `${base}, ${metric}: organs`),
    ]),
  ]);
}

function organBlocks(input: StudyPageInput, base: string, metric: string): Html[] {
  const own = input.organScores.filter((one) => one.base === base && one.metric === metric);
  const labels = [...new Set(own.map(({ label }) => label))];
  const shown = shownMetric(metric);
  return labels.flatMap((label) => {
    const scores = own.filter((one) => one.label === label);
    const points = scores.flatMap((one) => pointOf(input, one, shown) ?? []);
    if (points.length < 2) return [];
    const raters = input.agreement.find(
      (one) => one.dataset === base && one.metric === metric && one.name === label,
    );
    const band = raters ? bandOf(raters, shown) : null;
    const alternative = `Quality of ${label} in ${base} against in-domain score, ${metric}: ${points.map(({ title }) => title).join("; ")}.`;
    return [
      html`<div class="block"><h4>${label}</h4>${scatterPlot(alternative, points, band)}<p class="axis">label quality (${shown.title}); upwards: in-domain score</p>${raters && beyondText(scores, raters, shown)}</div>`,
    ];
  });
}

/** Versions that are more like the labels than the annotators are like each other. */
function beyondText(
  scores: readonly StudyOrganScore[],
  { inter, intra }: StudyAgreement,
  { higherIsBetter, text }: ShownMetric,
): Html | null {
  const most = intra?.estimate ?? inter.estimate;
  if (most === null) return null;
  const versions = scores
    .filter(({ quality }) => quality !== null && (higherIsBetter ? quality > most : quality < most))
    .map(({ version }) => version);
  const ends = `Annotators: ${text(inter.estimate)} with each other (${inter.n} cases)${intra ? `, ${text(intra.estimate)} with themselves` : ""}.`;
  return html`<p class="small">${ends}${versions.length > 0 && ` Beyond it: ${someOf(versions)}.`}</p>`;
}

function pointOf(
  input: StudyPageInput,
  { base, version, quality, score, runSd, metric }: StudyOrganScore,
  { factor, text }: ShownMetric,
): ScatterPoint | null {
  const own = version === originalVersion ? identical(metric) : quality;
  if (own === null) return null;
  const spread = runSd === null ? "" : ` ± ${text(runSd)}`;
  return {
    ...{ x: own * factor, y: score * factor, spread: runSd === null ? null : runSd * factor },
    series: seriesOf(input, version),
    group: base,
    title: `${version}: quality ${text(own)}, score ${text(score)}${spread}`,
  };
}

/** Value of a metric for masks that are the same. */
function identical(metric: string): number | null {
  return parseMetric(metric).definition.identical;
}

function bandOf({ inter, intra }: StudyAgreement, { factor }: ShownMetric): ScatterBand | null {
  if (inter.estimate === null) return null;
  const scaled = (value: number | null | undefined) => (value == null ? null : value * factor);
  return {
    inter: inter.estimate * factor,
    intra: scaled(intra?.estimate),
    low: scaled(inter.low),
    high: scaled(inter.high),
  };
}

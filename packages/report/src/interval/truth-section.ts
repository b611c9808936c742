import { correctedOf, type Interval, simulatedNoise } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue, valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { ReportTruth } from "./report-input.ts";
import type { Entry, StudyView } from "./study-view.ts";

/** Estimate of a simulated study beside the truth, and where it misses. */
export function truthBody(view: StudyView): Html[] | null {
  const { truth } = view.input;
  if (!truth) return null;
  const rows = view.entries.flatMap((entry) => (entry.truth ? [comparison(entry)] : []));
  if (rows.length === 0) return null;
  const hasCorrected = rows.some(({ corrected }) => corrected !== null);
  return headed("The estimate beside the truth", [
    html`<p>The study is simulated, so the true masks are known. They were compared with each rater as if they were a model: that score is the Peak Ground Truth, what a perfect model would reach on these labels. ${summary(rows)}</p>`,
    dataTable(
      "Does the interval hold the truth?",
      [
        left("structure"),
        left("metric"),
        right("truth with raters [95 % interval]"),
        right("papers' bracket"),
        left("holds it"),
        ...(hasCorrected ? [right("corrected interval*"), left("holds it")] : []),
      ],
      rows.map((row) => rowCells(row, hasCorrected)),
    ),
    hasCorrected && html`<p class="small">* This project's derivation.</p>`,
    noiseTable(view, truth),
    html`<pre>${truth.description}</pre>`,
  ]);
}

interface Comparison {
  readonly entry: Entry;
  readonly bracket: Interval;
  readonly holds: boolean | null;
  readonly corrected: Interval | null;
  readonly correctedHolds: boolean | null;
}

function comparison(entry: Entry): Comparison {
  const { bound, truth } = entry;
  const corrected = correctedOf(bound);
  const value = truth?.estimate ?? null;
  return {
    entry,
    bracket: bound.pgt,
    holds: isWithin(value, bound.pgt),
    corrected,
    correctedHolds: corrected && isWithin(value, corrected),
  };
}

function isWithin(value: number | null, { low, high }: Interval): boolean | null {
  if (value === null || low === null || high === null) return null;
  return value >= low && value <= high;
}

function summary(rows: readonly Comparison[]): string {
  const sentence = (what: string, answers: readonly (boolean | null)[]) => {
    const known = answers.filter((answer) => answer !== null);
    if (known.length === 0) return "";
    const held = known.filter(Boolean).length;
    return `${what} holds it in ${held} of ${known.length}${held < known.length ? `, and misses it in ${known.length - held}` : ""}.`;
  };
  return [
    sentence(
      "The papers' bracket",
      rows.map(({ holds }) => holds),
    ),
    sentence(
      "The corrected interval",
      rows.map(({ correctedHolds }) => correctedHolds),
    ),
  ].join(" ");
}

function rowCells({ entry, bracket, holds, corrected, correctedHolds }: Comparison, hasCorrected: boolean) {
  const { bound, title, truth } = entry;
  const ends = ({ low, high }: Interval) =>
    `${metricValue(low, bound.unit)} to ${metricValue(high, bound.unit)}`;
  return [
    title,
    bound.unit ? `${bound.metric} (${bound.unit})` : bound.metric,
    valueWithInterval(truth?.estimate ?? null, truth?.low ?? null, truth?.high ?? null, bound.unit),
    ends(bracket),
    verdict(entry, holds, bracket),
    ...(hasCorrected
      ? [corrected ? ends(corrected) : "–", corrected ? verdict(entry, correctedHolds, corrected) : "–"]
      : []),
  ];
}

function verdict({ truth }: Entry, holds: boolean | null, { low }: Interval): Html | string {
  if (holds === null || !truth || truth.estimate === null || low === null) return "–";
  if (holds) return html`<span class="yes">yes</span>`;
  return html`<span class="no">no: the truth is ${truth.estimate < low ? "below" : "above"} it</span>`;
}

/** Noise as simulated, beside that estimated. */
function noiseTable({ entries }: StudyView, { raters }: ReportTruth): Html | null {
  const estimated = entries.filter(
    ({ bound }, place) =>
      bound.noiseMm && entries.findIndex((other) => other.bound.label === bound.label) === place,
  );
  if (!raters || raters.length === 0 || estimated.length === 0) return null;
  const { randomMm, raterMm } = simulatedNoise(raters);
  return dataTable(
    "Annotation noise (mm): estimated (this project's derivation) beside simulated",
    [
      left("structure"),
      right("random, estimated"),
      right("random, simulated"),
      right("rater-specific, estimated"),
      right("rater-specific, simulated"),
    ],
    estimated.map(({ title, bound }) => [
      title,
      metricValue(bound.noiseMm?.random, "mm"),
      metricValue(randomMm, "mm"),
      metricValue(bound.noiseMm?.rater, "mm"),
      metricValue(raterMm, "mm"),
    ]),
  );
}

import { rmsSdMeaning } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { used } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { shownMetric } from "../quality/shown-metric.ts";
import { basesOf, originalVersion, type StudyPageInput } from "./study-page-input.ts";

/** Table 1 of the paper: every version of the labels against the labels as they came, and against the truth where it is known. */
export function qualityBody(input: StudyPageInput): Html[] | null {
  const { quality, original, settings } = input;
  if (quality.length === 0) return null;
  const hasTruth = original.cells.length > 0 || quality.some(({ truth }) => truth !== null);
  return headed("Quality of the labels", [
    html`<p>Similarity to the labels as they came, over the training cases: mean over organs ± ${rmsSdMeaning}; below it, values used of those expected. Masks of a generator were made once, so there are no runs to spread here.${hasTruth && " Beside it, similarity to the truth, which only a simulation knows: labels that are like the others' are not always like the truth."}</p>`,
    settings.metrics.map((metric) => versionsTable(input, metric, hasTruth)),
    basesOf(input).flatMap((base) => settings.metrics.map((metric) => organsTable(input, base, metric))),
  ]);
}

function versionsTable(input: StudyPageInput, metric: string, hasTruth: boolean): Html {
  const { quality, original, versions } = input;
  const shown = shownMetric(metric);
  const bases = basesOf(input);
  const names = [...new Set(versions.map(({ version }) => version))].filter(
    (version) => hasTruth || version !== originalVersion,
  );
  return dataTable(
    shown.title,
    [
      left("version"),
      ...bases.flatMap((base) => [right(base), ...(hasTruth ? [right(`${base}, truth`)] : [])]),
    ],
    names.map((version) => [
      nameOf(input, version),
      ...bases.flatMap((base) => {
        const isOwn = (one: { dataset: string; generator: string; metric: string }) =>
          one.dataset === base && one.generator === version && one.metric === metric;
        const cell = quality.find(isOwn);
        const truth = cell ? cell.truth : (original.cells.find(isOwn)?.mean ?? null);
        const text = cell
          ? html`${shown.text(cell.mean)}${cell.rmsSd !== null && ` ± ${shown.text(cell.rmsSd)}`}<br><small>${used(cell.n, cell.expected)}</small>`
          : "–";
        return hasTruth ? [text, shown.text(truth)] : [text];
      }),
    ]),
  );
}

/** A version with what is known of how it was made. */
function nameOf({ versions }: StudyPageInput, name: string): Html {
  const { prompted, degraded } = versions.find(({ version }) => version === name)!;
  const made = [
    ...(prompted ? ["prompted by the reference: too high"] : []),
    ...(degraded?.sigmaMm ? [`borders ± ${degraded.sigmaMm} mm`] : []),
    ...(degraded?.biasMm ? [`shifted ${degraded.biasMm} mm`] : []),
    ...(degraded?.drop ? [`${Number((100 * degraded.drop).toPrecision(6))} % left out`] : []),
  ];
  return html`${name}${made.length > 0 && html` <small>${made.join(", ")}</small>`}`;
}

function organsTable({ organs, original }: StudyPageInput, base: string, metric: string): Html {
  const shown = shownMetric(metric);
  const own = organs.filter((one) => one.dataset === base && one.metric === metric);
  const hasTruth = own.some(({ truth }) => truth !== null);
  const ofTruth = original.organs.filter((one) => one.dataset === base && one.metric === metric);
  const caption = `Organs of ${base}, ${shown.title}`;
  return fold(
    caption,
    dataTable(
      caption,
      [left("organ"), left("version"), right("mean ± sd"), ...(hasTruth ? [right("truth")] : []), right("n")],
      [
        ...own.map((one) => [
          one.name,
          one.generator,
          `${shown.text(one.mean)}${one.sd === null ? "" : ` ± ${shown.text(one.sd)}`}`,
          ...(hasTruth ? [shown.text(one.truth)] : []),
          used(one.n, one.expected),
        ]),
        ...(hasTruth
          ? ofTruth.map((one) => [
              one.name,
              one.generator,
              "–",
              shown.text(one.mean),
              used(one.n, one.expected),
            ])
          : []),
      ],
    ),
  );
}

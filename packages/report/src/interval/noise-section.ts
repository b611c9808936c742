import {
  ceilingMeaning,
  correctedBasis,
  correctedMeaning,
  correctedOf,
  hasNoiseModel,
  type Interval,
  toleranceFromNoise,
} from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { foldIfMany } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue, signedMm, used } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { sensitivityFigure } from "./sensitivity-figure.ts";
import { type Entry, entriesOf, type StudyView } from "./study-view.ts";

/** Additions of the noise model: millimetres of noise, the ceiling, and how much shared bias the bracket stands. */
export function noiseBody(view: StudyView): Html[] | null {
  const entries = view.entries.filter(({ bound }) => hasNoiseModel(bound));
  if (entries.length === 0) return null;
  const [first] = view.metrics;
  const { ceilings } = view.input;
  const [corrected] = entries.flatMap(({ bound }) => correctedOf(bound) ?? []);
  const curves = entriesOf(view, first).flatMap((entry) => {
    const curve = sensitivityFigure(entry);
    return curve ? [html`<div class="block"><h4>${entry.title}</h4>${curve}</div>`] : [];
  });
  return headed("Annotation noise in millimetres", [
    html`<p><strong>This project's derivation</strong>, not part of the PGT paper. The boundary of an annotation is taken to lie off the truth by a random part that is new at each session and a part that is one rater's own. Both parts in mm follow from how much raters disagree with each other and with themselves.</p>`,
    millimetreTable(entries, view),
    html`<p>From them follow the score that the truth itself would reach if raters share no bias; the ceiling, what a model could reach at most without having seen the labels it is judged on; and the tipping bias, the shift shared by all raters from which on the truth scores worse than inter-rater agreement, so that the papers' bracket no longer holds.</p>`,
    dataTable(
      "What follows, per structure and metric",
      [
        left("structure"),
        left("metric"),
        right("truth, no shared bias"),
        right("corrected interval, raters like these"),
        right("corrected interval, these raters"),
        left("rests on"),
        right("ceiling"),
        ...(ceilings ? [right("ceiling without a model (Dice)")] : []),
        right("tipping bias (mm)"),
        right("papers' bracket holds for shared biases (mm)"),
      ],
      entries.map(({ title, bound }) => scoreCells(title, bound, ceilings)),
    ),
    html`<p class="small">${ceilings ? `Ceiling ${ceilingMeaning}; means over cases of three raters or more. It needs no noise model, and checks that of the model.` : "A ceiling without a model needs Dice, and the masks of three raters of a case; a score table holds none."}</p>`,
    corrected &&
      html`<p class="small">Corrected interval: ${correctedMeaning(corrected)}. Structures of one study lend each other what they say of the raters' noise.</p>`,
    reasonsList(entries),
    curves.length > 0 && [
      html`<h3>If all raters share a bias</h3><p>Score of the truth against the size of a bias that all raters share, by ${first.key}; dashed: inter-rater agreement.</p>`,
      foldIfMany(curves, "Structures"),
    ],
  ]);
}

/** Noise is of a structure, the same for all its metrics. */
function millimetreTable(entries: readonly Entry[], { input }: StudyView): Html | null {
  const labels = new Map(entries.map((entry) => [entry.bound.label, entry]));
  const rows = [...labels.values()].flatMap(({ title, bound: { label, noiseMm } }) => {
    if (!noiseMm) return [];
    const { random, rater, total, randomRaters, metric } = noiseMm;
    const known = input.noise?.find((one) => one.label === label);
    const tolerance = known ? known.toleranceMm : toleranceFromNoise(noiseMm);
    return [
      [
        title,
        sizeText(random, randomRaters?.random),
        sizeText(rater, randomRaters?.rater),
        sizeText(total, randomRaters?.total),
        metricValue(tolerance?.betweenRatersMm, "mm"),
        metric,
      ],
    ];
  });
  if (rows.length === 0) return null;
  return dataTable(
    "Noise of each structure in mm, with 95 % intervals for raters like these",
    [
      left("structure"),
      right("random"),
      right("rater-specific"),
      right("both"),
      right("tolerance that holds 95 % between raters"),
      left("from"),
    ],
    rows,
  );
}

function sizeText(size: number | null, interval: Interval | null | undefined): string {
  const text = metricValue(size, "mm");
  if (size === null || !interval || interval.low === null || interval.high === null) return text;
  return `${text} [${metricValue(interval.low, "mm")}, ${metricValue(interval.high, "mm")}]`;
}

function scoreCells(
  title: string,
  bound: Entry["bound"],
  ceilings: StudyView["input"]["ceilings"],
): string[] {
  const found = ceilings?.find((one) => one.label === bound.label && one.metric === bound.metric);
  const { metric, unit, ceiling, tippingBiasMm, pgt, bracketHolds } = bound;
  const corrected = correctedOf(bound);
  return [
    title,
    unit ? `${metric} (${unit})` : metric,
    metricValue(pgt.estimate, unit),
    ends(corrected, unit),
    ends(corrected?.fixedRaters, unit),
    corrected ? correctedBasis(corrected) : "–",
    metricValue(ceiling?.estimate, unit),
    ...(ceilings
      ? [
          found
            ? `${metricValue(found.leaveOneOut.value, unit)}, at most ${metricValue(found.expected.value, unit)} (${used(found.n, found.cases)})`
            : "–",
        ]
      : []),
    metricValue(tippingBiasMm, "mm"),
    bracketHolds && bracketHolds.fromMm !== null && bracketHolds.toMm !== null
      ? `${signedMm(bracketHolds.fromMm).replace("+", "")} to ${signedMm(bracketHolds.toMm).replace("+", "")}`
      : "–",
  ];
}

function ends(interval: Interval | null | undefined, unit: string): string {
  if (!interval || interval.low === null || interval.high === null) return "–";
  return `${metricValue(interval.low, unit)} to ${metricValue(interval.high, unit)}`;
}

/** Reasons for a dash where a number could be. */
function reasonsList(entries: readonly Entry[]): Html | null {
  const places = new Map<string, Set<string>>();
  for (const { title, bound } of entries) {
    for (const reason of Object.values(bound.notEstimable ?? {})) {
      places.set(reason, (places.get(reason) ?? new Set()).add(`${title}, ${bound.metric}`));
    }
  }
  if (places.size === 0) return null;
  return html`<p class="small">Not estimable: ${[...places].map(([reason, where]) => `${[...where].join("; ")}: ${reason}`).join(". ")}.</p>`;
}

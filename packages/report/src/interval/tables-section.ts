import { asRaterWords, isAgainstConsensus, type Reliability } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { metricValue, used, valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { Entry, StudyView } from "./study-view.ts";

/** All numbers, with what each rests on. */
export function tablesBody(view: StudyView): Html[] {
  const { models, failures } = view.input;
  return headed("All numbers", [
    boundsTable(view.entries),
    html`<p class="small">First interval: these raters, with other cases. Second: raters like these, with other cases (not estimable from fewer than three raters). Intervals of distances are cut at 0: no distance is less.</p>`,
    models.length > 0 && modelsTable(view),
    models.length > 0 &&
      html`<p class="small">Differences are in terms of agreement: positive is more alike than the bound. Their 95 % intervals are adjusted by Holm over the structures and both bounds of one model and metric; the states rest on them.</p>`,
    ...asRaterTable(view),
    gainsTable(view),
    undefinedTable(view.entries),
    failures.length > 0 &&
      dataTable(
        "Comparisons that failed",
        [left("case"), left("comparison"), left("why")],
        failures.map((one) => [one.case, one.comparison, one.message]),
      ),
  ]);
}

function boundsTable(entries: readonly Entry[]): Html {
  const columns = [
    right("label"),
    left("structure"),
    left("metric"),
    right("inter-rater [these raters]"),
    right("[raters like these]"),
    right("cases used"),
    right("marked in one mask only"),
    right("pairs"),
    right("intra-rater [these raters]"),
    right("[raters like these]"),
    right("cases used"),
    right("marked in one mask only"),
    right("raters"),
  ];
  const rows = entries.map(({ title, bound }) => [
    bound.label,
    title,
    bound.unit ? `${bound.metric} (${bound.unit})` : bound.metric,
    ...reliabilityCells(bound.inter, bound.unit),
    ...reliabilityCells(bound.intra, bound.unit),
  ]);
  return dataTable("Agreement of raters with each other and with their own repeats", columns, rows);
}

function reliabilityCells(one: Reliability | null, unit: string): (string | number)[] {
  if (one === null) return ["none", "–", "–", "–", "–"];
  const { estimate, fixedRaters, randomRaters, n, expected, pairs, undefined: reasons } = one;
  const randomText =
    randomRaters && randomRaters.low !== null && randomRaters.high !== null
      ? `[${metricValue(randomRaters.low, unit)}, ${metricValue(randomRaters.high, unit)}]`
      : "–";
  return [
    valueWithInterval(estimate, fixedRaters.low, fixedRaters.high, unit),
    randomText,
    used(n, expected),
    oneSided(reasons),
    pairs,
  ];
}

/** Comparisons in which one of the two masks lacks the structure. */
function oneSided(reasons: Readonly<Record<string, number>> | undefined): number {
  return (reasons?.PRED_EMPTY ?? 0) + (reasons?.REF_EMPTY ?? 0);
}

function modelsTable({ input, entries }: StudyView): Html {
  const columns = [
    left("model"),
    left("structure"),
    left("metric"),
    left("against"),
    right("agreement [these raters]"),
    right("cases used"),
    right("marked in one mask only"),
    right("worst case put in"),
    right("better than inter-rater by [these raters]"),
    right("better than intra-rater by [these raters]"),
    left("state"),
    left("in words"),
  ];
  const rows = input.models
    .filter((row) => !isAgainstConsensus(row))
    .map((row) => {
      const entry = entries.find(({ bound }) => bound.label === row.label && bound.metric === row.metric);
      const unit = entry?.bound.unit ?? "";
      const against = (one: typeof row.lower) =>
        one ? valueWithInterval(one.difference, one.low, one.high, unit) : "–";
      return [
        row.model,
        entry?.title ?? row.name,
        unit ? `${row.metric} (${unit})` : row.metric,
        row.reference,
        valueWithInterval(row.estimate, row.low, row.high, unit),
        used(row.n, row.expected),
        oneSided(row.undefined),
        row.substituted,
        against(row.lower),
        against(row.upper),
        html`<code>${row.state}</code>`,
        html`<span class="words">${row.text}</span>`,
      ];
    });
  return dataTable("Models on the interval", columns, rows);
}

/** Models taken as one more rater, and how to read that. */
function asRaterTable({ input, entries }: StudyView): (Html | false)[] {
  const rows = (input.modelsAsRaters ?? []).filter(({ model }) => model !== input.truth?.model);
  if (rows.length === 0) return [];
  const columns = [
    left("model"),
    left("structure"),
    left("metric"),
    right("Williams' index [95 % interval]"),
    right("cases used"),
    right("winning rate"),
    right("raters beaten"),
    right("advantage"),
  ];
  const cells = rows.map(({ model, label, name, metric, williams, alternativeAnnotator: test }) => [
    model,
    entries.find(({ bound }) => bound.label === label)?.title ?? name,
    metric,
    valueWithInterval(williams.value, williams.ci.low, williams.ci.high, ""),
    used(williams.n, williams.expected),
    metricValue(test.winningRate, ""),
    used(
      test.raters.filter(({ isBeaten }) => isBeaten).length,
      test.raters.filter(({ p }) => p !== null).length,
    ),
    metricValue(test.averageAdvantage, ""),
  ]);
  return [dataTable("Models as one more rater", columns, cells), sentenceList(asRaterWords(rows))];
}

const verdicts: Readonly<Record<string, string>> = {
  holds: "holds against every reference",
  "reference-dependent": "depends on the reference",
  "not-shown": "not shown",
};

/** Table that tells if one model is better than another, or only closer to one reference. */
function gainsTable({ input, entries }: StudyView): Html | null {
  const truthId = input.truth?.model;
  const gains = (input.gains ?? []).filter(({ better, worse }) => better !== truthId && worse !== truthId);
  if (gains.length === 0) return null;
  const columns = [
    left("structure"),
    left("metric"),
    left("closer to the raters"),
    left("than"),
    right("by [95 % interval]"),
    right("references that agree"),
    left("the gain"),
  ];
  const rows = gains.map(({ label, name, metric, better, worse, gain, sameSign, references, verdict }) => {
    const entry = entries.find(({ bound }) => bound.label === label && bound.metric === metric);
    return [
      entry?.title ?? name,
      metric,
      better,
      worse,
      valueWithInterval(gain.difference, gain.low, gain.high, entry?.bound.unit ?? ""),
      used(sameSign, references.length),
      verdicts[verdict] ?? verdict,
    ];
  });
  return dataTable("Model against model: is the gain more than a match with one reference?", columns, rows);
}

/** Number of comparisons without a value, and the reasons. */
function undefinedTable(entries: readonly Entry[]): Html | null {
  const rows = entries.flatMap(({ title, bound }) =>
    (
      [
        ["between raters", bound.inter],
        ["with own repeats", bound.intra],
      ] as const
    ).flatMap(([what, one]) =>
      one === null
        ? []
        : Object.entries(one.undefined).map(([reason, count]) => [
            title,
            bound.metric,
            what,
            html`<code>${reason}</code>`,
            used(count, one.comparisons.expected),
          ]),
    ),
  );
  if (rows.length === 0) return null;
  const columns = [
    left("structure"),
    left("metric"),
    left("comparison"),
    left("reason"),
    right("without a value"),
  ];
  return dataTable("Comparisons without a value, by reason", columns, rows);
}

import { firstLines } from "@pgt/metrics";
import { correctedBasis, correctedMeaning, correctedOf, hasNoiseModel } from "@pgt/stats";
import { fold, foldIfMany } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { metricValue, withUnit } from "../page/number-format.ts";
import { answerSentences, modelSentences } from "./answer.ts";
import { intervalFigure } from "./interval-figure.ts";
import { type Entry, entriesOf, metricTitle, type StudyView } from "./study-view.ts";

/** Models named one by one beside a plot; the plot and the table have all. */
const mostStates = 6;

/** First screen: the answer in a sentence per structure, and the interval with the models on it. */
export function answerBody(view: StudyView): Html[] {
  const nobodyTwice = view.input.warnings.some(({ code, label }) => code === "W-NOINTRA" && label === null);
  const groups = view.metrics.flatMap((metric) => {
    const entries = entriesOf(view, metric);
    return entries.length > 0 ? [{ metric, entries }] : [];
  });
  if (groups.length === 0) {
    return [html`<p class="notice">No structure was compared, so nothing can be said.</p>`];
  }
  const content = groups.flatMap(({ metric, entries }, place) => {
    const cards = foldIfMany(
      entries.map((entry) => answerCard(entry, nobodyTwice)),
      "Structures",
    );
    const title = metricTitle(metric);
    if (place > 0) return [fold(title, cards)];
    return [
      html`<h3>${title}</h3>`,
      ...(entries.length > 8 ? [answerList(entries, nobodyTwice)] : []),
      cards,
    ];
  });
  return [html`<h2 class="first">Where the Peak Ground Truth lies</h2>`, ...content, key(view)];
}

function answerCard(entry: Entry, nobodyTwice: boolean): Html {
  const [answer, ...rest] = answerSentences(entry, nobodyTwice);
  const states = modelSentences(entry);
  return element("div", "block answer", [
    html`<p>${withTitle(answer, entry.title)}</p>`,
    beyondTheBracket(entry),
    states.length > 0 && sentenceList(firstLines(states, mostStates, " in the table of models")),
    intervalFigure(entry),
    html`<p class="small">${rest.join(" ")}</p>`,
  ]);
}

/** The structure's name stands out. */
function withTitle(sentence: string, title: string): Html {
  return html`<strong>${title}</strong>${sentence.slice(title.length)}`;
}

/** Results that this project derives, marked as such, beside the papers' bracket. */
function beyondTheBracket({ bound }: Entry): Html | null {
  const corrected = correctedOf(bound);
  const parts = [
    corrected &&
      `corrected for annotation noise, between ${metricValue(corrected.low, bound.unit)} and ${withUnit(corrected.high, bound.unit)} against a rater like these (${correctedBasis(corrected)})`,
    noiseWords(bound),
  ].filter((part) => !!part);
  if (parts.length === 0) return null;
  return html`<p>By this project's derivation*: ${parts.join("; ")}.</p>`;
}

function noiseWords({ noiseMm }: Entry["bound"]): string | null {
  if (!noiseMm) return null;
  const { random, rater, total } = noiseMm;
  if (random !== null && rater !== null) {
    return `annotation noise of ${random.toFixed(2)} mm at random and ${rater.toFixed(2)} mm of each rater's own`;
  }
  return total === null ? null : `annotation noise of ${total.toFixed(2)} mm in all`;
}

function answerList(entries: readonly Entry[], nobodyTwice: boolean): Html {
  return sentenceList(entries.map((entry) => answerSentences(entry, nobodyTwice)[0]));
}

function key({ input }: StudyView): Html {
  const hasDerived = input.bounds.some(hasNoiseModel);
  const [corrected] = input.bounds.flatMap((bound) => correctedOf(bound) ?? []);
  return html`<p class="small">Points are means over cases with 95 % confidence intervals: thick for these raters, thin for raters like these; an angle at an end says that the scale cuts the interval. The shaded band reaches from inter- to intra-rater agreement, the bracket of Kofler et al. (2023). An arrow stands for a value beyond the scale.${hasDerived && ` * This project's derivation from a model of annotation noise, not part of that paper.${corrected ? ` Corrected: ${correctedMeaning(corrected)}.` : ""}`}</p>`;
}

import { listed, plural } from "@pgt/metrics";
import { metricValue, used, withUnit } from "../page/number-format.ts";
import type { Entry } from "./study-view.ts";

/** Sentences of plain text that say where the Peak Ground Truth of one label and metric lies. */
export function answerSentences({ bound, title }: Entry, nobodyTwice: boolean): string[] {
  const { inter, intra, unit } = bound;
  const lower = inter.estimate;
  const upper = intra?.estimate ?? null;
  if (lower === null && upper === null)
    return [`${title}: no value, since no comparison of raters gave one.`];
  if (lower === null) return [upperOnly(bound, title), basis(bound)];
  if (upper === null) return [lowerOnly(bound, title, nobodyTwice), basis(bound)];
  if (isInverted(bound)) return [inverted(bound, title), basis(bound)];
  return [
    `${title}: by the bracket of the PGT paper the Peak Ground Truth lies between ${metricValue(lower, unit)} (raters with each other) and ${withUnit(upper, unit)} (raters with their own repeats). ${room(bound)}`,
    basis(bound),
  ];
}

/** Intra-rater agreement is below inter-rater agreement. */
export function isInverted({ inter, intra, direction }: Entry["bound"]): boolean {
  if (inter.estimate === null || intra === null || intra.estimate === null) return false;
  return direction === "higher" ? intra.estimate < inter.estimate : intra.estimate > inter.estimate;
}

function lowerOnly({ inter, unit, direction }: Entry["bound"], title: string, nobodyTwice: boolean): string {
  const side = direction === "higher" ? "above" : "below";
  const reason = nobodyTwice
    ? "since nobody annotated twice"
    : "since no repeat by the same rater has a value";
  return `${title}: a model cannot meaningfully be told from the raters ${side} ${withUnit(inter.estimate, unit)}; no upper bound is known, ${reason}.`;
}

function upperOnly({ intra, unit, direction }: Entry["bound"], title: string): string {
  const side = direction === "higher" ? "above" : "below";
  return `${title}: ${side} ${withUnit(intra?.estimate, unit)}, the agreement of raters with their own repeats, a gain of a model may be annotation noise; no lower bound is known, since no case has two raters with a value.`;
}

function inverted({ inter, intra, unit }: Entry["bound"], title: string): string {
  return `${title}: no interval. Raters agree less with their own repeats (${withUnit(intra?.estimate, unit)}) than with each other (${withUnit(inter.estimate, unit)}); the bounds are inverted and bracket nothing.`;
}

function room({ inter, intra, unit, direction }: Entry["bound"]): string {
  const [worse, better] = direction === "higher" ? ["Below", "above"] : ["Above", "below"];
  return `${worse} ${withUnit(inter.estimate, unit)} a model has room to improve; ${better} ${withUnit(intra?.estimate, unit)} a gain may be annotation noise.`;
}

function basis({ inter, intra }: Entry["bound"]): string {
  const parts = [
    inter.pairs > 0
      ? `${used(inter.n, inter.expected)} cases, ${plural(inter.pairs, "pair")} of raters`
      : null,
    intra && intra.pairs > 0
      ? `repeats by ${plural(intra.pairs, "rater")} in ${used(intra.n, intra.expected)} cases`
      : null,
  ].filter((part) => part !== null);
  return `From ${parts.join("; ")}.`;
}

/** Models by what is said of them: one sentence for those with the same state. */
export function modelSentences({ models }: Entry): string[] {
  const byText = new Map<string, string[]>();
  for (const { model, text } of models) {
    const first = /^.*?[.:](?=\s|$)/.exec(text)?.[0] ?? text;
    const state = first.startsWith("Inconclusive") ? text : first.replace(/:$/, ".");
    byText.set(state, [...(byText.get(state) ?? []), model]);
  }
  return [...byText].map(([text, ids]) => `${listed(ids)}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`);
}

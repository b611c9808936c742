import { listed, plural } from "@pgt/metrics";
import { metricValue, used, valueWithInterval, withUnit } from "../page/number-format.ts";
import type { Entry } from "./study-view.ts";

/** Fewer cases are shown, and nothing is concluded from them. */
const fewestCases = 3;

/** Sentences of plain text that say where the Peak Ground Truth of one label and metric lies. */
export function answerSentences({ bound, title }: Entry, nobodyTwice: boolean): string[] {
  const { inter, intra } = bound;
  const lower = inter.estimate;
  const upper = intra?.estimate ?? null;
  if (lower === null && upper === null)
    return [`${title}: no value, since no comparison of raters gave one.`];
  if (casesOf(bound) < fewestCases) return [tooFew(bound, title), basis(bound)];
  if (lower === null) return [upperOnly(bound, title), basis(bound)];
  if (upper === null) return [lowerOnly(bound, title, nobodyTwice), basis(bound)];
  if (isInverted(bound)) return [inverted(bound, title), basis(bound)];
  return [
    `${title}: by the bracket of the PGT paper the Peak Ground Truth lies between ${shown(inter, bound)} (raters with each other) and ${shown(intra, bound)} (raters with their own repeats). ${room(bound)}`,
    basis(bound),
  ];
}

/** `0.974 [0.961, 0.983] in 12 of 12 cases`: no estimate without its interval and its number of cases. */
function shown(one: Entry["bound"]["intra"], { unit }: Pick<Entry["bound"], "unit">): string {
  if (one === null) return metricValue(null, unit);
  const { estimate, fixedRaters, n, expected } = one;
  const value = valueWithInterval(estimate, fixedRaters.low, fixedRaters.high, unit);
  return `${value}${unit === "" || unit === "1" ? "" : ` ${unit}`} in ${used(n, expected)} cases`;
}

/** Cases of the bound that has fewer. */
function casesOf({ inter, intra }: Entry["bound"]): number {
  const counts = [inter, intra].flatMap((one) => (one && one.estimate !== null ? [one.n] : []));
  return Math.min(...counts);
}

function tooFew({ inter, intra, unit }: Entry["bound"], title: string): string {
  const parts = [
    inter.estimate === null ? null : `raters agree with each other by ${shown(inter, { unit })}`,
    intra === null || intra.estimate === null
      ? null
      : `${inter.estimate === null ? "raters agree " : ""}with their own repeats by ${shown(intra, { unit })}`,
  ].filter((part) => part !== null);
  return `${title}: too few cases to conclude anything: ${parts.join(", ")}.`;
}

/** Intra-rater agreement is below inter-rater agreement. */
export function isInverted({ inter, intra, direction }: Entry["bound"]): boolean {
  if (inter.estimate === null || intra === null || intra.estimate === null) return false;
  return direction === "higher" ? intra.estimate < inter.estimate : intra.estimate > inter.estimate;
}

function lowerOnly({ inter, unit }: Entry["bound"], title: string, nobodyTwice: boolean): string {
  const reason = nobodyTwice
    ? "since nobody annotated twice"
    : "since no repeat by the same rater has a value";
  return `${title}: raters agree with each other by ${shown(inter, { unit })}; how much better a model could get is not known, ${reason}.`;
}

function upperOnly({ intra, unit }: Entry["bound"], title: string): string {
  return `${title}: raters agree with their own repeats by ${shown(intra, { unit })}, and a gain of a model beyond that may be annotation noise; no lower bound is known, since no case has two raters with a value.`;
}

function inverted({ inter, intra, unit }: Entry["bound"], title: string): string {
  return `${title}: no interval. Raters agree less with their own repeats (${shown(intra, { unit })}) than with each other (${shown(inter, { unit })}); the bounds are inverted and bracket nothing.`;
}

function room({ inter, intra, unit }: Entry["bound"]): string {
  return `Worse than ${withUnit(inter.estimate, unit)} a model has room to improve; better than ${withUnit(intra?.estimate, unit)} a gain may be annotation noise.`;
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

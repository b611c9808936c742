import { ceilingExpected, ceilingLeaveOneOut, expectedDice, type UncertaintyMetric } from "@pgt/metrics";
import type { UncertaintySummaryRow } from "@pgt/stats";
import { element, type Html, html } from "../page/html.ts";
import { valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { structuresOf, type UncertaintyPageInput } from "./uncertainty-page-input.ts";

/** Largest mean Dice to the raters that any mask has, and how near the compared ones come. */
export function ceilingBody(input: UncertaintyPageInput): Html[] | null {
  const paragraphs = structuresOf(input)
    .map(({ label, title }) => sentencesOf(input, label, title))
    .filter((sentences) => sentences.length > 0);
  if (paragraphs.length === 0) return null;
  return headed("What these raters leave to reach", [
    element(
      "div",
      "answer",
      paragraphs.map((sentences) => html`<p>${sentences.join(" ")}</p>`),
    ),
  ]);
}

function sentencesOf({ summary, predictions }: UncertaintyPageInput, label: number, title: string): string[] {
  const own = summary.filter((row) => row.label === label);
  const ofMetric = ({ id }: UncertaintyMetric) => own.filter(({ metric }) => metric === id);
  const [bound] = ofMetric(ceilingExpected);
  const [left] = ofMetric(ceilingLeaveOneOut);
  if (!bound || bound.mean === null) return [];
  const models = ofMetric(expectedDice).filter(({ source }) => predictions.some(({ id }) => id === source));
  return [
    `${title}: no mask, and so no model, can exceed a mean Dice of ${shown(bound)} to these raters.`,
    ...(left && left.mean !== null
      ? [
          `Against a rater of this pool whom it has not seen, the best mask of the others reaches ${shown(left)}.`,
        ]
      : []),
    ...models.map((row) => `${row.source}, cut at a probability of 0.5, has ${shown(row)}.`),
  ];
}

function shown({ mean, low, high, unit }: UncertaintySummaryRow): string {
  return valueWithInterval(mean, low, high, unit);
}

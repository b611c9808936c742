import { labelTitle, noteText } from "@pgt/metrics";
import type { WorstCase } from "@pgt/stats";
import { type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { withUnit } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { sliceBlock, sliceLegend } from "../page/slice-figures.ts";
import type { ComparePageInput } from "./compare-page-input.ts";

const sides = ["reference", "prediction"];

/** The cases of each structure that are least alike, with the slices on which the two masks differ most. */
export function worstBody({
  worst,
  summary,
  slices = [],
  slicesMissing = [],
}: ComparePageInput): Html[] | null {
  if (worst.length === 0) return null;
  const titles = new Map(summary.map((row) => [row.label, labelTitle(row)]));
  const titleOf = ({ case: id, label }: WorstCase) =>
    `${titles.get(label) ?? labelTitle({ label, name: "" })}, ${id}`;
  const scoreOf = ({ metric, value, unit }: WorstCase) =>
    value === null ? `${metric}: missed` : `${metric} ${withUnit(value, unit)}`;
  const blocks = worst.flatMap((one) => {
    const found = slices.find((entry) => entry.case === one.case && entry.label === one.label);
    return found && found.slices.length > 0 ? [sliceBlock(titleOf(one), scoreOf(one), found, sides)] : [];
  });
  return headed("Worst cases", [
    html`<p>The cases of each structure in which the prediction is least like the reference by ${worst[0].metric}, worst first. ${
      blocks.length > 0 &&
      "Below, the three slices of each in which most pixels are marked by one and not by the other: outlines of the masks, seen as on a radiological display where the files say how they lie."
    }</p>`,
    sentenceList(worst.map((one) => `${titleOf(one)}: ${scoreOf(one)}`)),
    blocks.length > 0 && sliceLegend(sides),
    slicesMissing.length > 0 && html`<p class="small">${slicesMissing.map(noteText).join(" ")}</p>`,
    blocks,
  ]);
}

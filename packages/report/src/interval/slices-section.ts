import { labelTitle, noteText } from "@pgt/metrics";
import type { WorstCase } from "@pgt/stats";
import { type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { withUnit } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { sliceBlock, sliceLegend } from "../page/slice-figures.ts";
import type { StudyView } from "./study-view.ts";
import { worstAgreeingCases } from "./worst-cases.ts";

/** Slices where raters differ, in the cases where they do most: outlines only, no image. */
export function slicesBody(view: StudyView): Html[] | null {
  const worst = worstAgreeingCases(view.input);
  if (worst.length === 0) return null;
  const { slices = [], slicesMissing: missing = [] } = view.input;
  const blocks = worst.flatMap((one) => {
    const found = slices.find((entry) => entry.case === one.case && entry.label === one.label);
    return found && found.slices.length > 0
      ? [sliceBlock(titleOf(one, view), `${one.metric} ${withUnit(one.value, one.unit)}`, found, view.raters)]
      : [];
  });
  return headed("Where raters differ most", [
    html`<p>The cases of each structure in which raters agree least by ${view.metrics[0].key}. ${
      blocks.length > 0 &&
      "Each with the three slices in which most pixels are marked by some raters and not by others: outlines of the masks, seen as on a radiological display where the files say how they lie."
    }</p>`,
    blocks.length > 0 ? sliceLegend(view.raters) : worstList(worst, view),
    blocks.length === 0 &&
      missing.length > 0 &&
      html`<p class="small">${missing.map(noteText).join(" ")}</p>`,
    blocks,
  ]);
}

function worstList(worst: readonly WorstCase[], view: StudyView): Html {
  return sentenceList(worst.map((one) => `${titleOf(one, view)}: ${withUnit(one.value, one.unit)}`));
}

function titleOf({ case: id, label }: WorstCase, { labels }: StudyView): string {
  const title = labels.find((entry) => entry.label === label)?.title ?? labelTitle({ label, name: "" });
  return `${title}, ${id}`;
}

import { type CaseSlices, labelTitle, noteText, plural, type SliceMasks } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { withUnit } from "../page/number-format.ts";
import { outlinePath } from "../page/outline-path.ts";
import { colourClass } from "../page/percent-plot.ts";
import { headed } from "../page/section.ts";
import type { StudyView } from "./study-view.ts";
import { type WorstCase, worstAgreeingCases } from "./worst-cases.ts";

const dashes: readonly string[] = ["", "6 3", "2 2", "8 3 2 3", "4 4", "1 3", "10 4"];

/** Slices where raters differ, in the cases where they do most: outlines only, no image. */
export function slicesBody(view: StudyView): Html[] | null {
  const worst = worstAgreeingCases(view.input);
  if (worst.length === 0) return null;
  const { slices = [], slicesMissing: missing = [] } = view.input;
  const blocks = worst.flatMap((one) => {
    const found = slices.find((entry) => entry.case === one.case && entry.label === one.label);
    return found && found.slices.length > 0 ? [caseBlock(one, found, view)] : [];
  });
  return headed("Where raters differ most", [
    html`<p>The cases of each structure in which raters agree least by ${view.metrics[0].key}. ${
      blocks.length > 0 &&
      "Each with the three slices in which most pixels are marked by some raters and not by others: outlines of the masks, seen as on a radiological display where the files say how they lie."
    }</p>`,
    blocks.length > 0 ? sliceLegend(view) : worstList(worst, view),
    blocks.length === 0 &&
      missing.length > 0 &&
      html`<p class="small">${missing.map(noteText).join(" ")}</p>`,
    blocks,
  ]);
}

function sliceLegend({ raters }: StudyView): Html {
  return html`<p class="legend">${raters.map(
    (id, index) =>
      html`<span><svg width="28" height="10" aria-hidden="true"><line class="outline ${colourClass(index)}" x1="1" x2="27" y1="5" y2="5" stroke-dasharray="${dashOf(index)}"/></svg>${id}</span>`,
  )}</p>`;
}

function worstList(worst: readonly WorstCase[], view: StudyView): Html {
  return sentenceList(worst.map((one) => `${titleOf(one, view)}: ${withUnit(one.value, one.unit)}`));
}

function titleOf({ case: id, label }: WorstCase, { labels }: StudyView): string {
  const title = labels.find((entry) => entry.label === label)?.title ?? labelTitle({ label, name: "" });
  return `${title}, ${id}`;
}

function caseBlock(one: WorstCase, { slices, depth }: CaseSlices, view: StudyView): Html {
  return html`<div class="block case"><h3>${titleOf(one, view)} <small>${one.metric} ${withUnit(one.value, one.unit)}</small></h3><div class="slices">${slices.map(
    (slice) => sliceFigure(slice, depth, titleOf(one, view), view.raters),
  )}</div></div>`;
}

function sliceFigure(slice: SliceMasks, depth: number, title: string, raters: readonly string[]): Html {
  const { index, width, height, pixelMm, disagreeing, masks } = slice;
  const [across, down] = [width * pixelMm[0], height * pixelMm[1]];
  const drawn = masks.filter(({ runs }) => runs.length > 1);
  const missing = masks.filter(({ runs }) => runs.length <= 1).map(({ entity }) => entity);
  const text = `slice ${index + 1} of ${depth}: ${plural(disagreeing, "pixel")} in dispute${
    missing.length > 0 ? `; not marked by ${missing.join(", ")}` : ""
  }`;
  const alternative = `Outlines of ${drawn.map(({ entity }) => entity).join(", ")} for ${title}, ${text}.`;
  return html`<figure><svg class="slice" viewBox="0 0 ${across.toFixed(2)} ${down.toFixed(2)}" role="img" aria-label="${alternative}"><title>${alternative}</title><g transform="scale(${pixelMm[0]} ${pixelMm[1]})">${drawn.map(
    ({ entity, runs }) => {
      const place = Math.max(0, raters.indexOf(entity));
      return html`<path class="outline ${colourClass(place)}" stroke-dasharray="${dashOf(place)}" d="${outlinePath(runs, width, height)}"/>`;
    },
  )}</g></svg><figcaption>${text}</figcaption></figure>`;
}

function dashOf(index: number): string {
  return dashes[index % dashes.length];
}

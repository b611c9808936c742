import { type CaseSlices, plural, type SliceMasks } from "@pgt/metrics";
import { type Html, html } from "./html.ts";
import { outlinePath } from "./outline-path.ts";
import { colourClass } from "./percent-plot.ts";

const dashes: readonly string[] = ["", "6 3", "2 2", "8 3 2 3", "4 4", "1 3", "10 4"];

/** Key to the outlines of the masks of some makers. */
export function sliceLegend(makers: readonly string[]): Html {
  return html`<p class="legend">${makers.map(
    (id, index) =>
      html`<span><svg width="28" height="10" aria-hidden="true"><line class="outline ${colourClass(index)}" x1="1" x2="27" y1="5" y2="5" stroke-dasharray="${dashOf(index)}"/></svg>${id}</span>`,
  )}</p>`;
}

/** A structure in a case: its slices side by side, below its title and what its masks score. */
export function sliceBlock(
  title: string,
  score: string,
  { slices, depth }: CaseSlices,
  makers: readonly string[],
): Html {
  return html`<div class="block case"><h3>${title} <small>${score}</small></h3><div class="slices">${slices.map(
    (slice) => sliceFigure(slice, depth, title, makers),
  )}</div></div>`;
}

function sliceFigure(slice: SliceMasks, depth: number, title: string, makers: readonly string[]): Html {
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
      const place = Math.max(0, makers.indexOf(entity));
      return html`<path class="outline ${colourClass(place)}" stroke-dasharray="${dashOf(place)}" d="${outlinePath(runs, width, height)}"/>`;
    },
  )}</g></svg><figcaption>${text}</figcaption></figure>`;
}

function dashOf(index: number): string {
  return dashes[index % dashes.length];
}

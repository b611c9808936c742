import { labelTitle, log2, noteText, type SliceMasks } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import { sliceBlock, sliceLegend } from "../page/slice-figures.ts";
import type { ConsensusPageInput } from "./consensus-page-input.ts";

/** Outlines of raters and fused masks where raters disagree most, each above the entropy of the raters' votes. */
export function slicesBody({ slices = [], slicesMissing = [], raters }: ConsensusPageInput): Html[] | null {
  if (slices.length === 0 && slicesMissing.length === 0) return null;
  const ids = [...new Set(raters.map(({ rater }) => rater))];
  const makers = [
    ...new Set(
      slices.flatMap(({ slices: all }) => all.flatMap(({ masks }) => masks.map(({ entity }) => entity))),
    ),
  ];
  return headed("Slices", [
    html`<p>For each structure the cases in which the volume in dispute is largest for its size, in the slices that differ most; below, the entropy of the raters' votes, from 0 (all agree) to 1 bit (half against half).</p>`,
    makers.length > 0 && sliceLegend(makers),
    slices.map((one) => {
      const title = `${one.case}, ${labelTitle(one)}`;
      return html`${sliceBlock(title, "", one, makers)}<div class="slices entropy">${one.slices.map((slice) => entropyFigure(slice, ids, `${title}, slice ${slice.index + 1}`))}</div>`;
    }),
    slicesMissing.length > 0 && sentenceList(slicesMissing.map(noteText)),
  ]);
}

function entropyFigure(
  { index, width, height, pixelMm, masks }: SliceMasks,
  raters: readonly string[],
  title: string,
): Html {
  const votes = new Uint16Array(width * height);
  const voters = masks.filter(({ entity }) => raters.includes(entity));
  for (const { runs } of voters) {
    let from = 0;
    runs.forEach((length, at) => {
      if (at % 2 === 1) for (let k = from; k < from + length; k++) votes[k]++;
      from += length;
    });
  }
  const bits = Array.from({ length: voters.length + 1 }, (_, count) => entropyOf(count / voters.length));
  const cells: Html[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; ) {
      const from = x;
      const bit = bits[votes[x + width * y]];
      while (x < width && bits[votes[x + width * y]] === bit) x++;
      if (bit > 0)
        cells.push(
          html`<rect x="${from}" y="${y}" width="${x - from}" height="1" fill-opacity="${bit.toFixed(2)}"/>`,
        );
    }
  }
  const alternative = `Entropy of the raters' votes for ${title}.`;
  const [across, down] = [width * pixelMm[0], height * pixelMm[1]];
  return html`<figure><svg class="slice" viewBox="0 0 ${across.toFixed(2)} ${down.toFixed(2)}" role="img" aria-label="${alternative}"><title>${alternative}</title><g class="entropy" shape-rendering="crispEdges" transform="scale(${pixelMm[0]} ${pixelMm[1]})">${cells}</g></svg><figcaption>entropy, slice ${index + 1}</figcaption></figure>`;
}

function entropyOf(share: number): number {
  if (share <= 0 || share >= 1 || Number.isNaN(share)) return 0;
  return -share * log2(share) - (1 - share) * log2(1 - share);
}

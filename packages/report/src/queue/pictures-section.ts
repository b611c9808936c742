import { labelTitle, noteText } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import { sliceBlock, sliceLegend } from "../page/slice-figures.ts";
import { drawnItems, type QueuePageInput } from "./queue-page-input.ts";

/** Outlines of raters and models in the slices of the first regions. */
export function picturesBody(input: QueuePageInput): Html[] | null {
  const { pictures = [], picturesMissing = [], raters, models } = input;
  if (pictures.length === 0 && picturesMissing.length === 0) return null;
  const makers = [...raters, ...models].filter((id) =>
    pictures.some(({ slices }) => slices.some(({ masks }) => masks.some(({ entity }) => entity === id))),
  );
  const blocks = drawnItems(input).flatMap((item) => {
    const found = pictures.find(({ rank }) => rank === item.rank);
    return found
      ? [sliceBlock(`${item.rank}. ${item.case}, ${labelTitle(item)}`, item.reason, found, makers)]
      : [];
  });
  return headed("Slices", [
    html`<p>The first regions, each in up to three of its slices in which most is in dispute: outlines of the masks, seen as on a radiological display where the files say how they lie.</p>`,
    makers.length > 0 && sliceLegend(makers),
    blocks,
    picturesMissing.length > 0 && sentenceList(picturesMissing.map(noteText)),
  ]);
}

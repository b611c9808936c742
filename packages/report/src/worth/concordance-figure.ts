import { percent } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { figure, percentScale, pixelScale } from "../page/percent-plot.ts";
import { shownAs, type WorthPageInput } from "./worth-page-input.ts";

const height = 200;
const bottom = height - 22;
const levels = [0.5, 0.75, 0.9];
const niceGaps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];

type Row = WorthPageInput["concordance"][number];

/** Isotonic concordance by gap, on a logarithmic axis. Null without pairs. */
export function concordanceFigure(input: WorthPageInput, row: Row): Html | null {
  const { factor } = shownAs(input, row.metric);
  const steps = row.steps
    .filter(({ from }) => from > 0)
    .map((step) => ({ ...step, from: step.from * factor }));
  if (steps.length === 0) return null;
  const gaps = input.points
    .filter(({ metric }) => metric === row.metric)
    .map(({ quality }) => quality * factor);
  const largest = Math.max(steps.at(-1)!.from * 1.5, Math.max(...gaps) - Math.min(...gaps));
  const ends: [number, number] = [Math.log10(steps[0].from), Math.log10(largest)];
  const across = percentScale(ends, 4, [11, 3]);
  const up = pixelScale([0, 1], 8, bottom);
  const x = (gap: number) => across.x(Math.log10(gap));
  const segments = steps.map(({ from, value }, at) => {
    const until = steps[at + 1]?.from ?? largest;
    const rise =
      at > 0 &&
      html`<line class="biasline" x1="${x(from)}" x2="${x(from)}" y1="${up.y(steps[at - 1].value)}" y2="${up.y(value)}"/>`;
    return html`${rise}<line class="biasline" x1="${x(from)}" x2="${x(until)}" y1="${up.y(value)}" y2="${up.y(value)}"><title>${`from a gap of ${from.toFixed(1)}: better in ${percent(value)} of pairs`}</title></line>`;
  });
  const ticks = niceGaps.filter((gap) => gap >= steps[0].from && gap <= largest);
  const alternative = `Share of pairs in which better labels gave the better model, by gap, ${row.metric}: ${steps.map(({ from, value }) => `${percent(value)} from ${from.toFixed(1)}`).join(", ")}.`;
  return figure(height, alternative, [
    levels.map(
      (level) =>
        html`<line class="limit" x1="10%" x2="100%" y1="${up.y(level)}" y2="${up.y(level)}"/><text class="tick" x="0" y="${up.y(level) + 4}">${`${100 * level} %`}</text>`,
    ),
    ticks.map(
      (gap) =>
        html`<line class="grid" x1="${x(gap)}" x2="${x(gap)}" y1="0" y2="${bottom}"/><text class="tick" x="${x(gap)}" y="${bottom + 14}" text-anchor="middle">${gap}</text>`,
    ),
    segments,
  ]);
}

import { plural } from "@pgt/metrics";
import { mean } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold, foldIfMany } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { metricValue, withUnit } from "../page/number-format.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  mark,
  paddedExtent,
  percentScale,
} from "../page/percent-plot.ts";
import { plotRows } from "../page/plot-rows.ts";
import { headed } from "../page/section.ts";
import { type CaseLine, caseLines } from "./case-values.ts";
import { type Entry, entriesOf, metricTitle, type StudyView } from "./study-view.ts";

const rowHeight = 30;
/** Cases listed in the page, the worst first; the score table has all. */
const mostCasesListed = 30;

/** Every case as a point: what the means hide. */
export function stripBody(view: StudyView): Html[] | null {
  const blocks = view.metrics.flatMap((metric, place) => {
    const strips = entriesOf(view, metric).flatMap((entry) => stripBlock(entry, view) ?? []);
    if (strips.length === 0) return [];
    const grid = foldIfMany(strips, metricTitle(metric));
    return place === 0 ? [html`<h3>${metricTitle(metric)}</h3>`, grid] : [fold(metricTitle(metric), grid)];
  });
  if (blocks.length === 0) return null;
  return headed("Case by case", [
    html`<p>One point per case, the mean over its pairs of raters (or over the raters that a model is compared with). The vertical stroke is the mean over cases.</p>`,
    blocks,
  ]);
}

function stripBlock(entry: Entry, view: StudyView): Html | null {
  const lines = caseLines(entry, view);
  if (lines.length === 0) return null;
  return element("div", "block", [
    html`<h4>${entry.title}</h4>`,
    stripFigure(entry, lines),
    fold("Values per case", caseTable(entry, lines)),
  ]);
}

function stripFigure({ bound, title, metric }: Entry, lines: readonly CaseLine[]): Html {
  const scale = percentScale(paddedExtent(lines.flatMap(({ series }) => [...series.byCase.values()])), 4);
  const bottom = lines.length * rowHeight;
  const points = lines.map(({ name, series, kind }, row) => {
    const centre = row * rowHeight + rowHeight / 2;
    const style = kind === "truth" ? "truth" : kind === "intra" ? "c7" : colourClass(row);
    const middle = scale.x(mean([...series.byCase.values()]));
    const dots = [...series.byCase].map(([caseId, value], place) =>
      mark(
        scale.x(value),
        centre + ((place % 5) - 2) * 3,
        0,
        `${style} dot`,
        `${caseId}, ${name}: ${withUnit(value, bound.unit)}`,
      ),
    );
    return html`<line class="mean" x1="${middle}" x2="${middle}" y1="${centre - 12}" y2="${centre + 12}"/>${dots}`;
  });
  const alternative = `Values per case, ${title}, ${metric.key}: ${lines
    .map(({ name, series }) => {
      const values = [...series.byCase.values()];
      return `${name} from ${metricValue(Math.min(...values), bound.unit)} to ${withUnit(Math.max(...values), bound.unit)}`;
    })
    .join("; ")}.`;
  const picture = figure(bottom + 20, alternative, [horizontalAxis(scale, 0, bottom), points]);
  const names = lines.map(({ name, series }) => ({ name, detail: `n ${series.byCase.size}` }));
  return plotRows(names, rowHeight, picture);
}

/** Worst agreement first. */
function caseTable({ bound, title, metric }: Entry, lines: readonly CaseLine[]): Html {
  const ids = [...new Set(lines.flatMap(({ series }) => [...series.byCase.keys()]))];
  const sign = bound.direction === "higher" ? 1 : -1;
  const rank = (id: string) => sign * (lines[0].series.byCase.get(id) ?? sign * Number.POSITIVE_INFINITY);
  ids.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const shown = ids.slice(0, mostCasesListed);
  const table = dataTable(
    `${title}, ${metric.key} per case, worst agreement first`,
    [left("case"), ...lines.map(({ name }) => right(name))],
    shown.map((id) => [
      id,
      ...lines.map(({ series }) => metricValue(series.byCase.get(id) ?? null, bound.unit)),
    ]),
  );
  const more = ids.length - shown.length;
  return html`${table}${more > 0 && html`<p class="small">${plural(more, "more case")} in the score table.</p>`}`;
}

import type { IntervalReport, Placement } from "@pgt/core";
import { foldPlaces } from "@pgt/metrics";
import { cutAtZero } from "../../terminal/cut-intervals.ts";
import { paint, printable, type Terminal } from "../../terminal/terminal.ts";
import { hanging } from "../../terminal/wrap.ts";
import { agreementLines } from "./agreement-table.ts";
import { asRaterTable } from "./as-rater-table.ts";
import { consensusTables } from "./consensus-table.ts";
import { intervalPlots, plotLegend } from "./interval-plot.ts";
import { boundsTable, modelRemarks, modelsTable } from "./interval-table.ts";
import { noiseTable } from "./noise-table.ts";

/** Said first: without a bound there is no interval. */
const missingBound: readonly string[] = ["W-NOINTRA", "W-NOINTER"];

/** The report as text: bounds, models, where they lie, and warnings. The plots show models that the table may omit. */
export function intervalText(
  report: IntervalReport,
  terminal: Terminal,
  tabulated: readonly Placement[] = report.models,
): string[] {
  if (report.bounds.length === 0) return ["no label was compared"];
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  const warnings = warningLines(report);
  const shownModels = new Set(tabulated.map(({ model }) => model));
  const asRaters = report.modelsAsRaters.filter(({ model }) => shownModels.has(model));
  return [
    paint(terminal, "bold", "Agreement of the raters [95 % CI of these raters over cases]"),
    ...boundsTable(report, terminal),
    ...cutAtZero(report.bounds.flatMap(intervalsOf)),
    ...(tabulated.length > 0
      ? [
          ...heading("Models [95 % CI of these raters over cases]"),
          ...modelsTable(report, tabulated, terminal),
        ]
      : []),
    ...consensusTables(report, terminal).flatMap(({ heading: text, lines }) => [...heading(text), ...lines]),
    ...modelRemarks(tabulated).flatMap((remark) => hanging(printable(remark), width)),
    ...(asRaters.length > 0
      ? [
          ...heading("Models as one more rater [95 % CI of these raters over cases]"),
          ...asRaterTable(asRaters, terminal),
        ]
      : []),
    ...heading("Where they lie"),
    plotLegend(terminal),
    "",
    ...intervalPlots(report, terminal),
    ...heading("What the noise leaves for the truth (this project's derivation, not the papers')"),
    ...noiseTable(report, terminal),
    ...(report.agreement ? agreementLines(report.agreement, terminal) : []),
    ...(warnings.length > 0 ? heading("To bear in mind") : []),
    ...warnings.flatMap((warning) => hanging(warning, width)),
  ];
}

function intervalsOf({ unit, inter, intra }: IntervalReport["bounds"][number]) {
  return [inter, intra].flatMap((one) => (one ? [{ unit, interval: one.fixedRaters }] : []));
}

/** One line per warning; those of several labels and metrics that say the same are put together. */
export function warningLines({ bounds, warnings }: IntervalReport): string[] {
  const isFirst = ({ code }: { readonly code: string }) => missingBound.includes(code);
  const inOrder = [...warnings.filter(isFirst), ...warnings.filter((one) => !isFirst(one))];
  return foldPlaces(inOrder, bounds).map(({ code, place, message }) =>
    printable([code, place, message].filter((part) => part !== "").join(": ")),
  );
}

import type { IntervalReport } from "./door-types.ts";
import { intervalPlots, plotLegend } from "./interval-plot.ts";
import { boundsTable, modelRemarks, modelsTable } from "./interval-table.ts";
import { paint, printable, type Terminal } from "./terminal.ts";
import { hanging } from "./wrap.ts";

/** Said first: without a bound there is no interval. */
const missingBound = ["W-NOINTRA", "W-NOINTER"];

/** The report as text: bounds, models, where they lie, and warnings. */
export function intervalText(report: IntervalReport, terminal: Terminal): string[] {
  if (report.bounds.length === 0) return ["no label was compared"];
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  const lines = [paint(terminal, "bold", "Agreement of the raters"), ...boundsTable(report, terminal)];
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  if (report.models.length > 0)
    lines.push(...heading("Models"), ...modelsTable(report, report.models, terminal));
  for (const remark of modelRemarks(report.models)) lines.push(...hanging(printable(remark), width));
  lines.push(...heading("Where they lie"), plotLegend(terminal), "", ...intervalPlots(report, terminal));
  const warnings = warningLines(report);
  if (warnings.length > 0) {
    lines.push(...heading("To bear in mind"));
    for (const warning of warnings) lines.push(...hanging(warning, width));
  }
  return lines;
}

/** One line per warning, those of several labels and metrics with the same words put together. */
export function warningLines({ bounds, warnings }: IntervalReport): string[] {
  const places = new Map<string, string[]>();
  const [first, others] = [true, false].map((missing) =>
    warnings.filter(({ code }) => missingBound.includes(code) === missing),
  );
  for (const { code, label, metric, message } of [...first, ...others]) {
    const key = `${code}: ${message}`;
    const name = bounds.find((row) => row.label === label)?.name ?? "";
    const place = [label === null ? "" : `${label} ${name}`.trim(), metric ?? ""].filter(
      (part) => part !== "",
    );
    places.set(key, [...(places.get(key) ?? []), ...(place.length === 0 ? [] : [place.join(" ")])]);
  }
  return [...places].map(([key, where]) =>
    printable(where.length === 0 ? key : `${key} (${where.join("; ")})`),
  );
}

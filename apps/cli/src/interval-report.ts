import type { IntervalReport, Placement } from "@pgt/core";
import { agreementLines } from "./agreement-table.ts";
import { intervalPlots, plotLegend } from "./interval-plot.ts";
import { boundsTable, modelRemarks, modelsTable } from "./interval-table.ts";
import { noiseTable } from "./noise-table.ts";
import { paint, printable, type Terminal } from "./terminal.ts";
import { hanging } from "./wrap.ts";

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
  return [
    paint(terminal, "bold", "Agreement of the raters"),
    ...boundsTable(report, terminal),
    ...(tabulated.length > 0 ? [...heading("Models"), ...modelsTable(report, tabulated, terminal)] : []),
    ...modelRemarks(tabulated).flatMap((remark) => hanging(printable(remark), width)),
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

/** One line per warning, those of several labels and metrics with the same words put together. */
export function warningLines({ bounds, warnings }: IntervalReport): string[] {
  const places = new Map<string, Set<string>>();
  const isMissingBound = ({ code }: { readonly code: string }) => missingBound.includes(code);
  const others = warnings.filter((warning) => !isMissingBound(warning));
  for (const { code, label, metric, message } of [...warnings.filter(isMissingBound), ...others]) {
    const name = bounds.find((row) => row.label === label)?.name;
    const place = [label === null ? "" : `${label} ${name ?? ""}`.trim(), metric ?? ""].join(" ").trim();
    const line = `${code}: ${message}`;
    const known = places.get(line) ?? new Set();
    // A message that names the structure needs no place behind it.
    if (place !== "" && (name === undefined || !message.startsWith(name))) known.add(place);
    places.set(line, known);
  }
  return [...places].map(([line, where]) =>
    printable(where.size === 0 ? line : `${line} (${[...where].join("; ")})`),
  );
}

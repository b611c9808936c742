import type { IntervalReport, Placement } from "@pgt/core";
import { paint, printable, type Terminal } from "../../terminal/terminal.ts";
import { hanging } from "../../terminal/wrap.ts";
import { agreementLines } from "./agreement-table.ts";
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

/** One line per warning; those of several labels and metrics with the same words are put together. */
export function warningLines({ bounds, warnings }: IntervalReport): string[] {
  const isMissingBound = ({ code }: { readonly code: string }) => missingBound.includes(code);
  const others = warnings.filter((warning) => !isMissingBound(warning));
  const said = new Map<string, Map<string, string[]>>();
  for (const { code, label, metric, message } of [...warnings.filter(isMissingBound), ...others]) {
    const name = label === null ? "" : (bounds.find((row) => row.label === label)?.name ?? String(label));
    const words = `${code}\n${withoutPlace(message, name, metric)}`;
    const places = said.get(words) ?? new Map<string, string[]>();
    places.set(name, [...(places.get(name) ?? []), ...(metric === null ? [] : [metric])]);
    said.set(words, places);
  }
  return [...said].flatMap(([words, places]) => {
    const [code, text] = words.split("\n") as [string, string];
    return placesInWords(places, text).map((place) => printable([code, ...place, text].join(": ")));
  });
}

/** `liver, spleen | dice, hd95`: structures for which the same metrics are concerned stand together. */
function placesInWords(places: ReadonlyMap<string, readonly string[]>, text: string): string[][] {
  const namesOf = new Map<string, string[]>();
  for (const [name, metrics] of places) {
    const key = metrics.join(", ");
    namesOf.set(key, [...(namesOf.get(key) ?? []), ...(name === "" || text.startsWith(name) ? [] : [name])]);
  }
  return [...namesOf].map(([metrics, names]) => {
    const place = [names.join(", "), metrics].filter((part) => part !== "");
    return place.length > 0 ? [place.join(" | ")] : [];
  });
}

/** The words of a warning behind the structure and metric that it begins with. */
function withoutPlace(message: string, name: string, metric: string | null): string {
  const place = [...(name === "" ? [] : [name]), ...(metric === null ? [] : [metric])].join(", ");
  return place !== "" && message.startsWith(`${place}: `) ? message.slice(place.length + 2) : message;
}

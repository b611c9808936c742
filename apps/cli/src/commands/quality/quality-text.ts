import type { QualityReport } from "@pgt/core";
import { foldPlaces } from "@pgt/metrics";
import { reasonWords } from "../../terminal/reasons.ts";
import { paint, printable, signs, type Terminal } from "../../terminal/terminal.ts";
import { hanging, wrap } from "../../terminal/wrap.ts";
import { scaleOf, shown } from "./quality-cells.ts";
import { comparisonTable, contrastTable, generatorTable, organTable } from "./quality-table.ts";

/** The report as text: the paper's table, organs, comparisons, what was dropped, what to bear in mind, how it was counted. */
export function qualityText(report: QualityReport, terminal: Terminal): string[] {
  if (report.cells.length === 0) return ["no label was compared"];
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : [...heading(title), ...items.flatMap((item) => hanging(printable(item), width))];
  const several = report.datasets.length > 1;
  return [
    paint(terminal, "bold", "Label quality: similarity to the reference, mean over organs"),
    ...generatorTable(report, terminal),
    ...wrap(spreadLine(report, terminal), width),
    ...report.datasets.flatMap(({ dataset }) => [
      ...heading(several ? `Organs of ${dataset}` : "Organs"),
      ...organTable(report, dataset, terminal),
    ]),
    ...(report.comparisons.length > 0
      ? [...heading("Generators compared"), ...comparisonTable(report, terminal)]
      : []),
    ...(report.contrasts.length > 0 ? [...heading("Contrasts"), ...contrastTable(report, terminal)] : []),
    ...(report.comparisons.length + report.contrasts.length > 0 ? wrap(differenceLine, width) : []),
    ...list("Labels left out of the common ones", droppedLines(report, terminal)),
    ...list("Values that are not there", undefinedLines(report)),
    ...list("To bear in mind", qualityWarningLines(report)),
    ...list(
      "How it was counted",
      report.settings.choices.map(({ about, chosen }) => `${about}: ${chosen}`),
    ),
  ];
}

const differenceLine =
  "Differences of the means above; their intervals take the influence of each case on both together. n: cases with a value from any of the generators compared; paired: from each.";

function spreadLine({ settings }: QualityReport, terminal: Terminal): string {
  const spread = settings.choices.find(({ ambiguity }) => ambiguity === 11)!.chosen;
  return `${signs(terminal).plusMinus} ${spread}. n: values used, of organs times cases. x100: stored from 0 to 1.`;
}

function droppedLines({ droppedLabels, sensitivity, datasets }: QualityReport, terminal: Terminal): string[] {
  const place = (dataset: string) => (datasets.length > 1 ? ` (${dataset})` : "");
  const effects = sensitivity.map(({ dataset, generator, metric, mean, withDropped, added }) => {
    const scale = scaleOf(metric);
    const show = (value: number | null) => shown(value, scale, signs(terminal).undefined);
    const names = added.map(({ name }) => name).join(", ");
    return `${generator}, ${metric}${place(dataset)}: ${show(mean)} without and ${show(withDropped)} with ${names}`;
  });
  return [...droppedLabels.map(({ reason, dataset }) => `${reason}${place(dataset)}`), ...effects];
}

/** A case that a generator lacks has no mask. */
const words = { ...reasonWords, NO_PREDICTION: "no mask of this case" };

function undefinedLines({ cells, datasets }: QualityReport): string[] {
  return cells.flatMap(({ dataset, generator, metric, undefined: reasons, substituted }) => {
    const parts = Object.entries(reasons).map(
      ([reason, n]) =>
        `${n} ${(words as Readonly<Record<string, string>>)[reason] ?? "undefined"} (${reason})`,
    );
    if (parts.length === 0) return [];
    const place = datasets.length > 1 ? ` (${dataset})` : "";
    const instead = substituted > 0 ? `; for ${substituted} of these the worst case stands in` : "";
    return [`${generator}, ${metric}${place}: ${parts.join(", ")}${instead}`];
  });
}

/** One line per warning, with its dataset where there are several. */
export function qualityWarningLines({ warnings, datasets, organs }: QualityReport): string[] {
  return datasets.flatMap(({ dataset }) => {
    const labels = organs.filter((organ) => organ.dataset === dataset);
    const own = warnings.filter((warning) => warning.dataset === dataset);
    return foldPlaces(own, labels).map(({ code, place, message }) =>
      [code, datasets.length > 1 ? dataset : "", place, message].filter((part) => part !== "").join(": "),
    );
  });
}

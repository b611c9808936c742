import type { ConsensusReport } from "@pgt/core";
import { foldPlaces, plural } from "@pgt/metrics";
import { formatNumber } from "../../terminal/numbers.ts";
import { paint, printable, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Fused structures, raters, and what to bear in mind. */
export function consensusText(report: ConsensusReport, terminal: Terminal): string[] {
  const { cases, raters, settings, failures } = report;
  if (cases.length === 0) return ["no case was fused"];
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  const fused = new Set(cases.map((one) => one.case)).size;
  const warnings = foldPlaces(report.warnings, cases);
  return [
    paint(terminal, "bold", "Consensus (means over cases)"),
    ...structuresTable(report, terminal),
    ...(raters.length > 0 ? heading(`Raters against ${settings.methods[0]} [95 % CI over cases]`) : []),
    ...(raters.length > 0 ? ratersTable(report, terminal) : []),
    "",
    `${plural(fused, "case")} of ${fused + failures.length}; region ${settings.region}; ties by ${settings.tie}.`,
    ...hanging(
      "Kappa: against the majority of the others. Bias: border of the rater from that of the consensus, outside positive; sd: its spread along the border.",
      width,
    ),
    ...(warnings.length > 0 ? heading("To bear in mind") : []),
    ...warnings.flatMap(({ code, place, message }) =>
      hanging(printable([code, place, message].filter((part) => part !== "").join(": ")), width),
    ),
  ];
}

function structuresTable({ cases }: ConsensusReport, terminal: Terminal): string[] {
  const keys = [...new Set(cases.map(({ label, method }) => JSON.stringify([label, method])))];
  const rows = keys.map((key) => {
    const group = cases.filter(({ label, method }) => JSON.stringify([label, method]) === key);
    const [{ label, name, method }] = group;
    const mean = (of: (row: (typeof group)[number]) => number) =>
      formatNumber(group.reduce((sum, row) => sum + of(row), 0) / group.length, 3, "");
    const undecided = group.reduce((sum, row) => sum + row.undecided, 0);
    return {
      label,
      cells: [
        String(label),
        name,
        method,
        mean(({ volumeMl }) => volumeMl),
        mean(({ dissensusMl }) => dissensusMl),
        String(undecided),
        String(group.length),
      ],
    };
  });
  return renderTable(
    [
      right("label"),
      left("name"),
      left("method"),
      right("volume (mL)"),
      right("dissensus (mL)"),
      right("undecided"),
      right("cases"),
    ],
    rows.sort((a, b) => a.label - b.label).map(({ cells }) => cells),
    terminal,
  );
}

function ratersTable({ raters }: ConsensusReport, terminal: Terminal): string[] {
  const show = (value: number | null, decimals: number) =>
    formatNumber(value, decimals, signs(terminal).undefined);
  const rows = [...raters]
    .sort((a, b) => a.label - b.label)
    .map(({ rater, name, cases, intervals, ...values }) => {
      const cell = (value: number | null, { low, high }: typeof intervals.sens, decimals = 3) => {
        const text = show(value, decimals);
        return low === null || high === null
          ? text
          : `${text} [${show(low, decimals)}, ${show(high, decimals)}]`;
      };
      return [
        rater,
        name,
        cell(values.sens, intervals.sens),
        cell(values.spec, intervals.spec),
        cell(values.ppv, intervals.ppv),
        cell(values.kappa, intervals.kappa),
        cell(values.biasMm, intervals.biasMm, 2),
        show(values.sdMm, 2),
        String(cases),
      ];
    });
  const titles = ["sensitivity", "specificity", "PPV", "Cohen's kappa", "bias (mm)", "sd (mm)", "cases"];
  return renderTable([left("rater"), left("name"), ...titles.map(right)], rows, terminal);
}

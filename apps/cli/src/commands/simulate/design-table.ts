import { designIntervals } from "@pgt/analysis/documents";
import type { DesignReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { paint, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow, tableWidth } from "../../terminal/text-table.ts";
import { hanging, wrap } from "../../terminal/wrap.ts";

type DesignRow = DesignReport["rows"][number];
type Width = DesignRow["pgt"];

const titles = ["inter, fixed", "inter, random", "intra, fixed", "intra, random", "PGT interval"];
const widths = designIntervals.map(({ of }, at) => ({ title: titles[at], of }));

/** Expected widths per scenario, a block per label and metric. */
export function designText(report: DesignReport, terminal: Terminal): string[] {
  const width = Math.min(terminal.columns ?? 100, 110);
  const blocks = new Map<string, DesignRow[]>();
  for (const row of report.rows) {
    const key = `${row.label} ${row.name}, ${row.metric}${row.unit && ` (${row.unit})`}`;
    blocks.set(key, [...(blocks.get(key) ?? []), row]);
  }
  return [
    paint(terminal, "bold", "Expected width of the 95 % intervals"),
    ...wrap(
      "Mean over simulated studies, and in brackets, where they fit, the widths between which 8 of 10 of them lie. Fixed: these raters, new cases. Random: raters like these. PGT interval: where the truth scores against a rater like these, each end with 95 %, tolerant of shared bias and corrected for noise, from this structure alone (this project's derivation).",
      width,
    ),
    ...[...blocks].flatMap(([title, rows]) => [
      "",
      paint(terminal, "bold", title),
      ...block(report, rows, terminal),
    ]),
    "",
    ...report.notes.flatMap((note) => hanging(noteText(note), width)),
  ];
}

/** Spreads are left out where they do not fit; json and csv have them. */
function block({ scenarios }: DesignReport, rows: readonly DesignRow[], terminal: Terminal): string[] {
  const width = terminal.columns ?? Number.POSITIVE_INFINITY;
  const columns: Column[] = [
    { title: "design", align: "left" },
    { title: "raters", align: "right" },
    { title: "sessions", align: "right" },
    { title: "cases", align: "right" },
    ...widths.map(({ title }) => ({ title, align: "right" as const })),
  ];
  const body = (withSpread: boolean) =>
    rows.map((row): TableRow => {
      const { raters, sessions, cases } = scenarios.find(({ name }) => name === row.scenario)!;
      return [
        row.scenario,
        String(raters),
        String(sessions),
        String(cases),
        ...widths.map(({ of }) => widthText(of(row), row.unit, terminal, withSpread)),
      ];
    });
  const full = body(true);
  return renderTable(columns, tableWidth(columns, full) <= width ? full : body(false), terminal);
}

function widthText(width: Width, unit: string, terminal: Terminal, withSpread: boolean): string {
  const { undefined: none } = signs(terminal);
  if (width === null) return none;
  const number = (value: number) => formatNumber(value, decimalsOf(unit), none);
  return withSpread
    ? `${number(width.mean)} [${number(width.low)}, ${number(width.high)}]`
    : number(width.mean);
}

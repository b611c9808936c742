import type { WorthReport } from "@pgt/core";
import { formatNumber } from "../../terminal/numbers.ts";
import { printable, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";
import { metricOf, percentText, pointsOf, pText, shareText } from "./worth-numbers.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

export function varianceTable({ variance, settings }: WorthReport, terminal: Terminal): string[] {
  if (variance.length === 0) return [];
  const columns = [
    ...["metric", "task", "rows"].map(left),
    ...["dataset", "version", "residual", "cells"].map(right),
  ];
  const rows = variance.flatMap(({ metric, task, withoutBaseline, withBaseline }) =>
    [
      { name: settings.baseline === null ? "all" : `without ${settings.baseline}`, shares: withoutBaseline },
      ...(withBaseline ? [{ name: `with ${settings.baseline}`, shares: withBaseline }] : []),
    ].map(({ name, shares }) => [
      ...[metric, task, name],
      ...[shares.column, shares.row, shares.residual].map((share) => percentText(share, terminal)),
      `${shares.cells}/${shares.rows * shares.columns}`,
    ]),
  );
  return [
    ...renderTable(columns, rows, terminal),
    "Each factor by what is lost when it is left out; with missing cells the shares need not add up to 100.",
  ];
}

export function friedmanTable({ friedman }: WorthReport, terminal: Terminal): string[] {
  const columns = [
    left("metric"),
    ...["versions", "columns", "chi²", "p", "Kendall W"].map(right),
    left("left out"),
  ];
  const rows = friedman.map(({ metric, versions, leftOut, test }) => [
    ...[metric, String(versions.length), test ? String(test.blocks) : "0"],
    formatNumber(test?.chiSquare ?? null, 2, signs(terminal).undefined),
    pText(test?.p ?? null, terminal),
    shareText(test?.kendallW ?? null, 2, terminal),
    leftOut.join(", "),
  ]);
  return rows.length > 0 ? renderTable(columns, rows, terminal) : [];
}

export function rankTable({ meanRanks }: WorthReport, terminal: Terminal, width: number): string[] {
  if (meanRanks.rows.length === 0) return [];
  const rows = meanRanks.rows.map(({ version, meanRank }) => [version, formatNumber(meanRank, 2, "")]);
  const without =
    meanRanks.leftOut.length > 0 ? `; left out, with missing cells: ${meanRanks.leftOut.join(", ")}` : "";
  return [
    ...renderTable([left("version"), right("mean rank")], rows, terminal),
    ...hanging(printable(`over ${meanRanks.columns} columns (task, metric, dataset)${without}`), width),
  ];
}

export function orderLines(report: WorthReport, width: number): string[] {
  const ofQuality = report.order.filter(({ task }) => task === report.settings.qualityTask);
  return ofQuality.flatMap(({ task, metric, steps }) => {
    const traits = metricOf(report, metric);
    const known = steps.filter(({ n }) => n > 0);
    if (known.length === 0) return [];
    const words = known.map(({ from, to, gain, n, falls, ties }) => {
      const details = [
        ...falls.map(({ column, gain: fall }) => `${column} ${formatNumber(pointsOf(traits, fall), 1, "")}`),
        ...ties.map((column) => `${column} 0`),
      ];
      const except = details.length > 0 ? ` (not on ${details.join(", ")})` : "";
      return `${from} to ${to} ${formatNumber(pointsOf(traits, gain), 2, "")} over ${n}${except}`;
    });
    return hanging(printable(`${task}, ${metric}: ${words.join("; ")}`), width);
  });
}

import type { QueueReport } from "@pgt/core";
import { plural } from "@pgt/metrics";
import { formatNumber } from "../../terminal/numbers.ts";
import { paint, printable, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Items shown on a terminal; all are in JSON and CSV. */
const shownItems = 20;

/** The first items of a queue, their reasons, and the plan. */
export function queueText(report: QueueReport, terminal: Terminal): string[] {
  const { items, plan, cases, failures, missingModes } = report;
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  const shown = items.slice(0, shownItems);
  if (cases === 0) return ["no case was looked at"];
  return [
    paint(terminal, "bold", "Regions to look at, the most worthwhile first"),
    ...(shown.length > 0
      ? itemsTable(shown, terminal)
      : ["none: nothing in dispute is thick and large enough"]),
    ...(shown.length > 0 ? ["", paint(terminal, "bold", "Why")] : []),
    ...shown.flatMap(({ rank, reason }) => hanging(printable(`${rank}: ${reason}`), width)),
    "",
    ...(items.length > shown.length
      ? [`${plural(items.length - shown.length, "more region")} in --format csv or json.`]
      : []),
    ...smallText(report),
    ...(plan ? planText(plan) : []),
    ...hanging(
      `${plural(cases, "case")} of ${cases + failures.length}. By score, except that the first 10 are of as many patients (clusters of the manifest, else cases) as there are. Slices count from 1. Gain: expected rise of the mean Dice over the label's cases.`,
      width,
    ),
    ...missingModes.flatMap(({ mode, needs }) =>
      hanging(`Not looked for: ${mode}, which needs ${needs}.`, width),
    ),
  ];
}

function itemsTable(items: QueueReport["items"], terminal: Terminal): string[] {
  const columns = [
    right("rank"),
    left("case"),
    left("name"),
    left("mode"),
    right("slices"),
    left("axis"),
    right("volume (mL)"),
    right("score"),
    right("gain"),
  ];
  const rows = items.map(
    ({ rank, case: id, name, mode, slices: [from, to], axis, volumeMl, score, expectedGain }) => [
      String(rank),
      id,
      name,
      mode,
      from === to ? String(from) : `${from}-${to}`,
      axis,
      formatNumber(volumeMl, 2, ""),
      formatNumber(score, 3, ""),
      gainText(expectedGain),
    ],
  );
  return renderTable(columns, rows, terminal);
}

function smallText({ small: { regions, volumeMl }, settings }: QueueReport): string[] {
  if (regions === 0) return [];
  const are = regions === 1 ? "is" : "are";
  return [
    `${plural(regions, "region")} below ${settings.minimumMl} mL (${formatNumber(volumeMl, 2, "")} mL in all) ${are} not listed.`,
  ];
}

function planText({ ranks, minutes, budget, expectedGain }: NonNullable<QueueReport["plan"]>): string[] {
  if (ranks.length === 0) return [`Plan: no region fits into ${budget} minutes.`];
  return [
    `Plan: ranks ${ranges(ranks)} fit into ${budget} minutes (${formatNumber(minutes, 0, "")} minutes, ${plural(ranks.length, "region")}); expected gain together ${gainText(expectedGain)}.`,
  ];
}

/** Two digits: gains of single regions over many cases are small. */
function gainText(gain: number): string {
  return gain === 0 ? "0" : String(Number(gain.toPrecision(2)));
}

/** `1-8, 10` */
function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const one of numbers) {
    const last = parts.at(-1);
    if (last && last[1] === one - 1) last[1] = one;
    else parts.push([one, one]);
  }
  return parts.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}

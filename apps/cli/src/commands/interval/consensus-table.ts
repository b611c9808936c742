import { type ConsensusRecord, consensusRecords } from "@pgt/analysis/documents";
import type { IntervalReport } from "@pgt/core";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { stateInWords } from "./states.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

const places = [right("label"), left("name"), left("metric"), left("who")];
const ofOthers = [right("with that of the others"), right("n"), right("less raters"), left("where")];
const ofAll = [right("with that of all"), right("n")];

/** Raters and models against consensus masks: a table for each reference, with its heading. */
export function consensusTables(
  { consensus, models }: IntervalReport,
  terminal: Terminal,
): { readonly heading: string; readonly lines: string[] }[] {
  const records = consensusRecords(consensus, models);
  return [...new Set(records.map(({ reference }) => reference))].map((reference) => {
    const own = records.filter((one) => one.reference === reference);
    const isFused = own.some(({ others }) => others !== null);
    const columns = [...places, ...(isFused ? ofOthers : []), ...ofAll];
    const rows = own.map((one) => cells(one, isFused, terminal));
    return {
      heading: `Agreement with the consensus ${reference} [95 % CI of these raters over cases]`,
      lines: renderTable(columns, rows, terminal),
    };
  });
}

function cells(record: ConsensusRecord, isFused: boolean, terminal: Terminal): string[] {
  const { label, name, metric, unit, entity, others, all, placement } = record;
  const show = (mean: Mean) => meanText(mean, unit, terminal);
  const lower = placement?.lower;
  const differences = [
    lower ? show({ ...lower, estimate: lower.difference }) : "",
    placement ? stateInWords(placement.state) : "",
  ];
  return [
    ...[String(label), name, unit === "" || unit === "1" ? metric : `${metric} (${unit})`, entity],
    ...(isFused ? [show(others), countText(others), ...differences] : []),
    ...[show(all), countText(all)],
  ];
}

type Mean = { readonly estimate: number; readonly low: number | null; readonly high: number | null } | null;

function meanText(mean: Mean, unit: string, terminal: Terminal): string {
  const none = signs(terminal).undefined;
  if (mean === null) return none;
  const { estimate, low, high } = mean;
  const show = (value: number | null) => formatNumber(value, decimalsOf(unit), none);
  return low === null || high === null ? show(estimate) : `${show(estimate)} [${show(low)}, ${show(high)}]`;
}

function countText(mean: ConsensusRecord["all"]): string {
  return mean === null ? "" : String(mean.n);
}

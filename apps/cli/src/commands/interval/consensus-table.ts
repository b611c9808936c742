import { type ConsensusRecord, consensusRecords } from "@pgt/analysis/documents";
import type { IntervalReport } from "@pgt/core";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { stateInWords } from "./states.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

const places = [right("label"), left("name"), left("metric"), left("who")];
const ofOthers = [right("of the others"), right("n")];
const ofModels = [right("better than raters by"), left("where")];
const ofAll = [right("of all"), right("n")];

/** Raters and models against consensus masks: a table for each reference, with its heading. */
export function consensusTables(
  { consensus, models }: IntervalReport,
  terminal: Terminal,
): { readonly heading: string; readonly lines: string[] }[] {
  const records = consensusRecords(consensus, models);
  return [...new Set(records.map(({ reference }) => reference))].map((reference) => {
    const own = records.filter((one) => one.reference === reference);
    const isFused = own.some(({ others }) => others !== null);
    const hasModels = own.some(({ role }) => role === "model");
    const blocks: Block[] = [
      ...(isFused
        ? [{ columns: ofOthers, cells: (one: ConsensusRecord) => meanCells(one.others, one, terminal) }]
        : []),
      ...(isFused && hasModels
        ? [{ columns: ofModels, cells: (one: ConsensusRecord) => placeCells(one, terminal) }]
        : []),
      ...(hasModels || !isFused
        ? [{ columns: ofAll, cells: (one: ConsensusRecord) => meanCells(one.all, one, terminal) }]
        : []),
    ];
    return {
      heading: `Agreement with ${isFused ? reference : `${reference}, a consensus of the study`} [95 % CI of these raters over cases]`,
      lines: renderTable(
        [...places, ...blocks.flatMap(({ columns }) => columns)],
        own.map((one) => [...placeOf(one), ...blocks.flatMap(({ cells }) => cells(one))]),
        terminal,
      ),
    };
  });
}

interface Block {
  readonly columns: readonly Column[];
  readonly cells: (record: ConsensusRecord) => string[];
}

function placeOf({ label, name, metric, unit, entity }: ConsensusRecord): string[] {
  return [String(label), name, unit === "" || unit === "1" ? metric : `${metric} (${unit})`, entity];
}

/** Comparison of a model with the raters; a consensus has no upper bound. */
function placeCells({ placement, unit }: ConsensusRecord, terminal: Terminal): string[] {
  if (!placement) return ["", ""];
  const { lower, state } = placement;
  const difference = lower && { ...lower, estimate: lower.difference };
  return [meanText(difference, unit, terminal), placeWords[state] ?? stateInWords(state)];
}

const placeWords: Readonly<Record<string, string>> = {
  BELOW: "worse than the raters",
  AT_LOWER: "compatible with the raters",
  ABOVE_INTER: "better than the raters",
};

type Mean = { readonly estimate: number; readonly low: number | null; readonly high: number | null } | null;

function meanText(mean: Mean, unit: string, terminal: Terminal): string {
  const none = signs(terminal).undefined;
  if (mean === null) return none;
  const { estimate, low, high } = mean;
  const show = (value: number | null) => formatNumber(value, decimalsOf(unit), none);
  return low === null || high === null ? show(estimate) : `${show(estimate)} [${show(low)}, ${show(high)}]`;
}

function meanCells(mean: ConsensusRecord["all"], { unit }: ConsensusRecord, terminal: Terminal): string[] {
  return [meanText(mean, unit, terminal), mean === null ? "" : String(mean.n)];
}

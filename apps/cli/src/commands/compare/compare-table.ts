import type { Comparison, SummaryRow } from "@pgt/core";
import { cutAtZero } from "../../terminal/cut-intervals.ts";
import { type Block, renderBlocks } from "../../terminal/table-blocks.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { labelBlock, metricBlock } from "./compare-blocks.ts";
import { undefinedNotes } from "./undefined-notes.ts";

/** The summary of a comparison as text: a table with a row per label, and notes below it. */
export function compareTable(comparison: Comparison, terminal: Terminal): string[] {
  const { summary, rows } = comparison;
  if (summary.length === 0) return ["no label was compared"];
  const severalCases = summary.some((row) => row.expected > 1);
  const labels = distinctLabels(summary);
  const metrics = [...new Set(summary.map((row) => row.metric))];
  const drawn = (block: Block) => (labels.length > 1 ? block : { ...block, cells: block.cells.slice(0, 1) });
  const head = drawn(labelBlock(labels));
  const blocks = metrics.map((metric) =>
    drawn(metricBlock(metric, labels, comparison, severalCases, terminal)),
  );
  const undefinedLines = undefinedNotes(rows, severalCases);
  const { plusMinus } = signs(terminal);
  return [
    ...(severalCases ? [`Mean ${plusMinus} sd over cases [95 % CI of the mean over cases like these]`] : []),
    ...renderBlocks(head, blocks, terminal, labels.length > 1),
    ...(severalCases ? cutAtZero(summary) : []),
    ...(undefinedLines.length > 0 ? ["", `undefined (${signs(terminal).undefined}), and why:`] : []),
    ...undefinedLines.map((line) => `  ${line}`),
    ...substitutionNote(comparison),
  ];
}

function distinctLabels(summary: readonly SummaryRow[]): SummaryRow[] {
  const seen = new Set<string>();
  return summary.filter(({ label, name }) => {
    const key = `${label} ${name}`;
    return !seen.has(key) && seen.add(key);
  });
}

function substitutionNote({ summary, settings }: Comparison): string[] {
  const total = summary.reduce((sum, row) => sum + row.substituted, 0);
  if (total === 0) return [];
  const distance =
    typeof settings.worstCase === "number" ? `${settings.worstCase} mm` : "the diagonal of the image";
  const [missed, by] =
    settings.missingPrediction === "worst"
      ? ["a structure or a case", `the worst value of the metric, for a distance ${distance}`]
      : ["a structure", distance];
  const [values, stand, them] =
    total === 1 ? ["1 value", "stands", "it"] : [`${total} values`, "stand", "them"];
  return [
    "",
    `* ${values} in these means ${stand} for ${missed} that the prediction missed: ${by}`,
    `  (--worst-case none leaves ${them} out, --worst-case MM sets another)`,
  ];
}

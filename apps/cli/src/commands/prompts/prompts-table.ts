import type { PromptReport } from "@pgt/core";
import { plural } from "@pgt/metrics";
import type { Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";

const right = "right" as const;
const columns: readonly Column[] = [
  { title: "label", align: right },
  { title: "name", align: "left" },
  { title: "cases", align: right },
  { title: "boxes", align: right },
  { title: "too small", align: right },
];

/** Boxes per label, and what they mean. */
export function promptsText(report: PromptReport, terminal: Terminal): string[] {
  const { settings, labels, cases, failures, out } = report;
  const { axis, jitter, seed, minPixels } = settings;
  const total = labels.reduce((sum, { boxes }) => sum + boxes, 0);
  const expected = cases.length + failures.length;
  const rows = labels.map(({ label, name, cases: held, boxes, small }) => [
    String(label),
    name,
    `${held}/${expected}`,
    String(boxes),
    String(small),
  ]);
  const how = jitter === 0 ? "tight" : `each side moved outwards by 0 to ${jitter} pixels (seed ${seed})`;
  const files = settings.files.map((form) => `.${form}`).join(" and ");
  return [
    ...renderTable(columns, rows, terminal),
    "",
    `${total} boxes in ${cases.length} of ${expected} cases, ${how}; slices along ${axis}.`,
    `Too small: fewer than ${plural(minPixels, "pixel")} in the slice, no box.`,
    `${out}: one ${files} per case; boxes are x_min, y_min, x_max, y_max, pixels counted from 0.`,
  ];
}

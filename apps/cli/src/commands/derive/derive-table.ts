import type { Derived, DerivedDataset } from "@pgt/core";
import { plural, someOf } from "@pgt/metrics";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow } from "../../terminal/text-table.ts";
import { wrap } from "../../terminal/wrap.ts";

const columns: readonly Column[] = [
  { title: "label", align: "right" },
  { title: "name", align: "left" },
  { title: "from", align: "left" },
  { title: "in cases", align: "right" },
];
const shownUnused = 8;

/** Account of what was written: a table per data set, what all have in common, and how to go on. */
export function deriveText(derived: Derived, terminal: Terminal): string[] {
  const width = Math.min(terminal.columns ?? 100, 110);
  const written = derived.datasets.filter(({ folder }) => folder !== null);
  return [
    ...derived.datasets.flatMap((dataset) => [...datasetLines(dataset, derived, terminal, width), ""]),
    ...(written.length === 0
      ? ["No data set was written."]
      : [
          ...commonLines(derived).flatMap((line) => wrap(line, width)),
          ...(derived.split ? wrap(`Split, the same for all: ${derived.split.description}.`, width) : []),
          ...nextLines(written, derived),
        ]),
  ];
}

function datasetLines(
  dataset: DerivedDataset,
  { images, dropped }: Derived,
  terminal: Terminal,
  width: number,
): string[] {
  const { generator, matched, map, folder, cases, labels, unused } = dataset;
  const by = map === null ? `by ${matched}` : `by the map ${map}`;
  const head = `${dataset.dataset}: masks of ${generator}, labels ${by}`;
  if (folder === null) return wrap(`${head}; NOT WRITTEN, since cases failed`, width);
  const lacking = dropped.filter(({ lackedBy }) => lackedBy.includes(generator));
  const { undefined: none } = signs(terminal);
  const rows: { label: number; row: TableRow }[] = [
    ...labels.map(({ label, name, from, cases: found }) => ({
      label,
      row: [String(label), name, from.join(" + "), `${found}/${cases}`],
    })),
    ...lacking.map(({ label, name }) => ({
      label,
      row: [String(label), { text: name, style: "dim" as const }, none, none],
    })),
  ];
  const leftOut = unused.map(({ label }) => String(label));
  return [
    ...wrap(head, width),
    `${folder}: ${plural(cases, "case")}, images ${images}`,
    ...renderTable(
      columns,
      rows.sort((a, b) => a.label - b.label).map(({ row }) => row),
      terminal,
    ),
    ...(unused.length > 0
      ? wrap(`left out, no label of the base: ${someOf(leftOut, shownUnused)}`, width)
      : []),
  ];
}

function commonLines({ common, dropped }: Derived): string[] {
  const total = common.length + dropped.length;
  if (dropped.length === 0)
    return [`No label is dropped: every generator is taken to produce all ${total} (equation 3).`];
  const reasons = dropped.map(({ reason }) => reason).join("; ");
  return [
    `${common.length} of ${total} labels can be produced by every generator and are comparable (equation 3). Not comparable: ${reasons}.`,
  ];
}

function nextLines(written: readonly DerivedDataset[], { split }: Derived): string[] {
  const ids = written.map(({ dataset }) => Number(/^Dataset(\d+)/.exec(dataset)![1]));
  return [
    "",
    `nnUNetv2_plan_and_preprocess -d ${ids.join(" ")} --verify_dataset_integrity`,
    ...(split
      ? ["then, before training, copy each splits_final.json to nnUNet_preprocessed/ of the same data set"]
      : []),
  ];
}

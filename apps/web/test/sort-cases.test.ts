import { describe, expect, it } from "vitest";
import type { CaseTable, ShownMetric } from "../src/interval/cases/case-table.ts";
import { compareNames } from "../src/interval/cases/compare-names.ts";
import { chosenRows, sortedRows } from "../src/interval/cases/sort-cases.ts";

type Row = readonly [id: string, value: number, label?: number];

const labels = [
  { label: 1, title: "liver" },
  { label: 2, title: "aorta" },
];

/** Rows in the order of their names, as a table has them. */
function tableOf(direction: ShownMetric["direction"], ...rows: readonly Row[]): CaseTable {
  const cases = [...new Set(rows.map(([id]) => id))].sort(compareNames);
  const metric: ShownMetric = {
    ...{ key: "m", title: "m", unit: "", direction },
    columns: [{ name: "inter-rater", kind: "inter", values: Float64Array.from(rows, ([, value]) => value) }],
    caseOf: Uint32Array.from(rows, ([id]) => cases.indexOf(id)),
    labelOf: Uint32Array.from(rows, ([, , label = 1]) => label - 1),
  };
  return { cases, labels, metrics: [metric] };
}

const everything = { text: "", label: null };

function order(table: CaseTable, by: 0 | "case" | "title" = 0, worstFirst = true, filter = everything) {
  const [metric] = table.metrics as [ShownMetric];
  const rows = sortedRows(chosenRows(metric, table, filter), metric, table, { by, worstFirst });
  return rows.map((row) => `${table.cases[metric.caseOf[row]]} ${labels[metric.labelOf[row]].title}`);
}

describe("cases in order", () => {
  const rows: readonly Row[] = [
    ["a", 2],
    ["b", Number.NaN],
    ["c", 1],
    ["d", -3],
  ];
  const ids = (...args: Parameters<typeof order>) => order(...args).map((text) => text[0]);

  it("begin with the worst by the direction of the metric, those without a value last", () => {
    expect(ids(tableOf("higher", ...rows))).toEqual(["d", "c", "a", "b"]);
    expect(ids(tableOf("lower", ...rows))).toEqual(["a", "c", "d", "b"]);
    expect(ids(tableOf("zero", ...rows))).toEqual(["d", "a", "c", "b"]);
    expect(ids(tableOf("higher", ...rows), 0, false)).toEqual(["a", "c", "d", "b"]);
  });

  it("by name count numbers as numbers; by structure they follow its title, then the name", () => {
    const table = tableOf("higher", ["case9", 1, 1], ["case9", 1, 2], ["case10", 1, 1], ["case10", 1, 2]);
    expect(order(table, "case")).toEqual(["case9 liver", "case9 aorta", "case10 liver", "case10 aorta"]);
    expect(order(table, "title")).toEqual(["case9 aorta", "case10 aorta", "case9 liver", "case10 liver"]);
  });

  it("are filtered by part of the name and by structure", () => {
    const table = tableOf("higher", ["Anna1", 1], ["anna2", 1, 2], ["ben1", 1]);
    const [metric] = table.metrics as [ShownMetric];
    expect(chosenRows(metric, table, { text: " ANNA", label: null })).toHaveLength(2);
    expect(chosenRows(metric, table, { text: "", label: 2 })).toEqual([1]);
  });
});

import { describe, expect, it } from "vitest";
import type { ShownMetric } from "../src/result/case-table.ts";
import { chosenCases, sortedCases } from "../src/result/sort-cases.ts";

const row = (id: string, value: number | null, label = 1) => ({
  case: id,
  label,
  title: `label ${label}`,
  values: [value],
});
const metric = (direction: ShownMetric["direction"], ...rows: ReturnType<typeof row>[]): ShownMetric => ({
  ...{ key: "m", title: "m", unit: "", direction, rows },
  columns: [{ name: "inter-rater", kind: "inter" }],
});
const order = (one: ShownMetric, worstFirst = true) =>
  sortedCases(one.rows, one, { by: 0, worstFirst }).map((found) => found.case);

describe("cases in order", () => {
  it("begin with the worst by the direction of the metric, those without a value last", () => {
    const rows = [row("a", 2), row("b", null), row("c", 1), row("d", -3)];
    expect(order(metric("higher", ...rows))).toEqual(["d", "c", "a", "b"]);
    expect(order(metric("lower", ...rows))).toEqual(["a", "c", "d", "b"]);
    expect(order(metric("zero", ...rows))).toEqual(["d", "a", "c", "b"]);
    expect(order(metric("higher", ...rows), false)).toEqual(["a", "c", "d", "b"]);
  });

  it("by name count numbers as numbers", () => {
    const one = metric("higher", row("case10", 1), row("case9", 1));
    expect(sortedCases(one.rows, one, { by: "case", worstFirst: true })[0]?.case).toBe("case9");
  });

  it("are filtered by part of the name and by structure", () => {
    const one = metric("higher", row("Anna1", 1), row("anna2", 1, 2), row("ben1", 1));
    expect(chosenCases(one, { text: " ANNA", label: null })).toHaveLength(2);
    expect(chosenCases(one, { text: "", label: 2 }).map((found) => found.case)).toEqual(["anna2"]);
  });
});

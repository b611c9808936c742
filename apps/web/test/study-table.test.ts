import { describe, expect, it } from "vitest";
import { addLine, changeLine, type StudyTable, tableFaults } from "../src/study/study-table.ts";

const line = (key: number, id: string, role: "rater" | "model" = "rater", session = 1) => ({
  key,
  included: true,
  id,
  role,
  session,
  masks: `${id}/{case}.nii.gz`,
  check: "",
  rest: {},
});
const table = (...lines: ReturnType<typeof line>[]): StudyTable => ({
  name: "s",
  folder: "",
  lines,
  checks: [],
  rest: {},
});

describe("the table of sets", () => {
  it("has no fault with two raters, or one rater and a repeat", () => {
    expect(tableFaults(table(line(0, "anna"), line(1, "ben")))).toEqual([]);
    expect(tableFaults(table(line(0, "anna"), line(1, "anna", "rater", 2)))).toEqual([]);
  });

  it("says what keeps it from running", () => {
    const text = (one: StudyTable) => tableFaults(one).join(" ");
    expect(text(table(line(0, "anna"), line(1, "net", "model")))).toMatch(/two raters/);
    expect(text(table(line(0, "anna"), line(1, "anna")))).toMatch(/anna, session 1/);
    expect(text(table(line(0, "anna"), { ...line(1, "ben"), masks: "ben" }))).toMatch(
      /files of ben need \{case\}/,
    );
    expect(text(table(line(0, "anna"), { ...line(1, " ") }))).toMatch(/no id/);
  });

  it("says what was typed amiss of labels and origins", () => {
    const from = (derivedFrom: unknown) =>
      tableFaults(table(line(0, "anna"), { ...line(1, "ben"), rest: { derivedFrom } })).join(" ");
    expect(from("anna")).toBe("");
    expect(from(["anna"])).toBe("");
    expect(from("anna, zoe")).toBe("ben is made from zoe, which is no set in use: anna, ben.");
    expect(from("ben")).toMatch(/made from itself/);
    const labels = (text: string) =>
      tableFaults({ ...table(line(0, "anna"), line(1, "ben")), rest: { labels: text } });
    expect(labels("1: liver\n2 spleen")).toEqual([]);
    expect(labels("lists/dataset.json")).toEqual([]);
    expect(labels("1: liver\nspleen")).toEqual([
      'Structures: "spleen" has no number in front. Write a line each, as in 1: liver.',
    ]);
  });

  it("counts only what is included", () => {
    const out = changeLine(table(line(0, "anna"), line(1, "anna"), line(2, "ben")), 1, { included: false });
    expect(tableFaults(out)).toEqual([]);
    expect(tableFaults(changeLine(out, 2, { included: false }))).toHaveLength(1);
  });

  it("gives an added line a key of its own", () => {
    const keys = addLine(table(line(4, "anna"))).lines.map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });
});

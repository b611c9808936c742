import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { manifestText, openManifest } from "../src/study/manifest-text.ts";
import { labelsText } from "../src/study/typed-labels.ts";

const written = `pgt: 1
name: kidney raters
labels: { 1: kidney, 2: tumor }
clusters: '^(P\\d+)_'
metrics: [dice, nsd@2]
convention: monai
entities:
  - { id: anna, role: rater, masks: "anna/{case}.nii.gz" }
  - { id: anna, role: rater, session: 2, masks: "anna-repeat/{case}.nii.gz" }
  - { id: net, role: model, masks: "net/{case}.nii.gz", map: { 5: kidney }, derivedFrom: anna }
`;

describe("a manifest as a table", () => {
  it("comes back as it was, whatever else it says", () => {
    const { table, metrics, convention } = openManifest(written, "study");
    expect(table.folder).toBe("study");
    expect(parse(manifestText(table, { metrics: metrics ?? [], convention }))).toEqual(parse(written));
  });

  it("loses the lines that are not included, and those only", () => {
    const { table } = openManifest(written, "");
    const lines = table.lines.map((line) => ({ ...line, included: line.role === "rater" }));
    const { entities } = parse(manifestText({ ...table, lines }, { metrics: ["dice"], convention: "pgt" }));
    expect(entities.map(({ masks }: { masks: string }) => masks)).toEqual([
      "anna/{case}.nii.gz",
      "anna-repeat/{case}.nii.gz",
    ]);
  });

  it("takes labels and origins as they were typed", () => {
    const { table } = openManifest(written, "");
    const lines = table.lines.map((line) =>
      line.id === "net" ? { ...line, rest: { derivedFrom: " anna, ben ," } } : line,
    );
    const text = (labels: string) =>
      parse(manifestText({ ...table, lines, rest: { labels } }, { metrics: ["dice"], convention: "pgt" }));
    expect(text("").entities[2].derivedFrom).toEqual(["anna", "ben"]);
    expect(text("")).not.toHaveProperty("labels");
    expect(text(" dataset.json ").labels).toBe("dataset.json");
    expect(text("1: kidney, left\n 2 tumour\n\n3").labels).toEqual({
      1: "kidney, left",
      2: "tumour",
      3: "3",
    });
    expect(text(labelsText({ 1: "kidney", 2: "tumor" })).labels).toEqual({ 1: "kidney", 2: "tumor" });
  });

  it("keeps what a proposal says must be checked", () => {
    const { table } = openManifest(
      `# CHECK Look here.\npgt: 1\nentities:\n  - { id: a, role: rater, masks: "a/{case}" }    # CHECK a rater?\n  - { id: b, role: rater, masks: "b/{case}" }\n`,
      "",
    );
    expect(table.checks).toEqual(["Look here."]);
    expect(table.lines.map(({ check }) => check)).toEqual(["a rater?", ""]);
  });

  it("refuses what is no manifest", () => {
    expect(() => openManifest("just words", "")).toThrow(/list of entities/);
    expect(() => openManifest("entities: 3", "")).toThrow(/list of entities/);
  });
});

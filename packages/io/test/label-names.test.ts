import { noteText } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { parseCaretLabels } from "../src/nifti/caret-labels.ts";
import { readNifti } from "../src/nifti/read-nifti.ts";
import { writeCaretLabels } from "../src/nifti/write-caret-labels.ts";
import { buildNifti, type NiftiRecipe } from "./build-nifti.ts";

const table = (labels: string) =>
  `<?xml version="1.0"?><CaretExtension><VolumeInformation Index="0"><LabelTable>${labels}</LabelTable></VolumeInformation></CaretExtension>`;
const one = table('<Label Key="1" Red="0"><![CDATA[spleen]]></Label>');

describe("parseCaretLabels", () => {
  it("reads attributes in any order and quotes, CDATA, text and entities", () => {
    const names = parseCaretLabels(
      table(`<Label Key="0"><![CDATA[???]]></Label>
        <Label Red="0.5" Alpha='1' Key='3'><![CDATA[a <b> & c]]></Label>
        <Label
          Key = "12"
        >  left &amp; right &#65;&#x42; &lt;x&gt; </Label>
        <Label Key="7" Name="x > y"><![CDATA[part]]> two</Label><Label Key="9"/>`),
    );
    expect([...names!]).toEqual([
      [3, "a <b> & c"],
      [12, "left & right AB <x>"],
      [7, "part two"],
    ]);
  });

  it("is undefined for a text without a table", () => {
    for (const text of [
      "",
      "hello",
      "<CaretExtension></CaretExtension>",
      table("").replace("Table>", "Table/>"),
    ]) {
      expect(parseCaretLabels(text)).toBeUndefined();
    }
  });

  it.each([
    ["no end", table("").replace("</LabelTable>", "")],
    ["no key", table("<Label Red='1'>x</Label>")],
    ["a key that is no number", table('<Label Key="one">x</Label>')],
    ["an open label", table('<Label Key="1">x')],
    ["a key twice", table('<Label Key="1">x</Label><Label Key="1">y</Label>')],
  ])("is null for a malformed table: %s", (_, text) => {
    expect(parseCaretLabels(text)).toBeNull();
  });

  it("reads back what is written, whatever the name", () => {
    const names = new Map([
      [1, "liver"],
      [40000, "odd ]]> <name> & \u00e9\u4e2d"],
    ]);
    expect(parseCaretLabels(writeCaretLabels(names))).toEqual(names);
  });
});

describe("names in a header", () => {
  const read = (recipe: NiftiRecipe) => readNifti({ header: buildNifti({ sformCode: 1, ...recipe }) }, "m");

  it.each([1, 2] as const)("NIfTI-%i, either byte order, behind another extension", (version) => {
    for (const littleEndian of [true, false]) {
      const volume = read({ version, littleEndian, extensions: [{ text: "something else" }, { text: one }] });
      expect([...volume.labelNames!]).toEqual([[1, "spleen"]]);
      expect(volume.warnings).toBeUndefined();
      expect(volume.data[3]).toBe(3);
    }
  });

  it.each([-16, 4, 2 ** 30])("an extension of size %i gives no names, and a warning", (size) => {
    const volume = read({ extensions: [{ text: one, size }] });
    expect(volume.labelNames).toBeUndefined();
    expect(volume.warnings?.map(noteText).join()).toContain("malformed extension");
    expect(volume.data[3]).toBe(3);
  });

  it("a malformed table gives no names, and a warning", () => {
    const volume = read({ extensions: [{ text: one.replace("</LabelTable>", "") }] });
    expect(volume.labelNames).toBeUndefined();
    expect(volume.warnings?.map(noteText).join()).toContain("label table");
  });
});

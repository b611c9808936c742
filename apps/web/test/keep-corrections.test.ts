import { describe, expect, it } from "vitest";
import { keepCorrections } from "../src/study/keep-corrections.ts";
import { openManifest } from "../src/study/manifest-text.ts";
import { addLine, changeLine, type StudyTable } from "../src/study/study-table.ts";

const proposal = (...ids: string[]): StudyTable =>
  openManifest(
    `pgt: 1\nname: kits\nentities:\n${ids.map((id) => `  - { id: ${id}, role: rater, masks: "${id}/{case}.nii" }`).join("\n")}`,
    "",
  ).table;
const shown = ({ lines }: StudyTable) => lines.map(({ id, role, included }) => [id, role, included]);

describe("a new proposal", () => {
  it("keeps what a person had corrected, and nothing else", () => {
    const before = changeLine(changeLine(proposal("anna", "net"), 1, { role: "model", id: "unet" }), 0, {
      included: false,
    });
    const table = keepCorrections(proposal("anna", "ben", "net"), { ...before, name: "mine" });
    expect(shown(table)).toEqual([
      ["anna", "rater", false],
      ["ben", "rater", true],
      ["unet", "model", true],
    ]);
    expect(table.name).toBe("mine");
    expect(keepCorrections(proposal("zoe"), proposal("anna")).name).toBe("kits");
  });

  it("keeps a corrected pattern, and sets that were added by hand", () => {
    const corrected = changeLine(proposal("anna", "ben"), 1, { masks: "ben/{case}_2.nii" });
    const added = addLine(corrected);
    const table = keepCorrections(proposal("anna", "ben"), changeLine(added, 2, { masks: "x/{case}.nii" }));
    expect(table.lines.map(({ masks }) => masks)).toEqual([
      "anna/{case}.nii",
      "ben/{case}_2.nii",
      "x/{case}.nii",
    ]);
    expect(new Set(table.lines.map(({ key }) => key)).size).toBe(3);
  });
});

import { describe, expect, it } from "vitest";
import type { AppLibrary } from "../src/shell/library.ts";
import { proposeTable } from "../src/study/propose-table.ts";

const file = (path: string, text = "") => ({ path, file: new Blob([text]) });
const library = (answer: () => string) =>
  ({ fileTree: () => ({}), proposeStudy: async () => answer() }) as unknown as Pick<
    AppLibrary,
    "fileTree" | "proposeStudy"
  >;
const proposal = `pgt: 1
entities:
  - { id: net, role: model, masks: "k/net/{case}.nii" }    # CHECK by its name a model
  - { id: ben, role: rater, masks: "k/ben/{case}.nii" }    # CHECK a rater?
`;

describe("the first table of a study", () => {
  it("is guessed from names, raters first, named by the folder of all", async () => {
    const { table, fault } = await proposeTable(
      library(() => proposal),
      [file("k/net/1.nii"), file("k/ben/1.nii")],
    );
    expect(fault).toBeNull();
    expect(table.name).toBe("k");
    expect(table.lines.map(({ id, check }) => [id, check])).toEqual([
      ["ben", "a rater?"],
      ["net", "by its name a model"],
    ]);
  });

  it("is that of a manifest that was dropped, in the manifest's order and folder", async () => {
    const { table } = await proposeTable(
      library(() => {
        throw new Error("not to be asked");
      }),
      [file("k/1.nii"), file("lists/s.yaml", proposal)],
    );
    expect(table.folder).toBe("lists");
    expect(table.lines.map(({ id }) => id)).toEqual(["net", "ben"]);
  });

  it("passes over other files of that kind, and says so", async () => {
    const { table, manifest } = await proposeTable(
      library(() => proposal),
      [file("k/1.nii"), file("k/config.yaml", "epochs: 3"), file("k/broken.yaml", "a: [")],
    );
    expect(manifest).toBeNull();
    expect(table.lines).toHaveLength(2);
    expect(table.checks.join(" ")).toMatch(/config\.yaml: not a study manifest.*; it is not used\./);
    expect(table.checks.join(" ")).toMatch(/broken\.yaml: /);
    const two = await proposeTable(
      library(() => proposal),
      [file("a.yaml", proposal), file("b.yaml", proposal)],
    );
    expect(two.table.checks).toEqual(["b.yaml is not used: a.yaml comes first."]);
  });

  it("is empty, with the reason, where nothing can be guessed", async () => {
    const { table, fault } = await proposeTable(
      library(() => {
        throw new Error("no two sets");
      }),
      [file("1.nii")],
    );
    expect([table.lines, table.name, fault]).toEqual([[], "study", "no two sets"]);
  });
});

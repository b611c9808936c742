import { describe, expect, it } from "vitest";
import { exportName } from "../src/interval/export/file-names.ts";
import { faultyFiles } from "../src/interval/faulty-files.ts";
import { mergeFiles } from "../src/upload/study-file.ts";

describe("names of saved files", () => {
  it("are such that every system takes them", () => {
    expect(exportName("Kidney raters/2", "scores", "csv")).toBe("kidney-raters-2-scores.csv");
    expect(exportName("../..", "run", "json")).toBe("study-run.json");
    expect(exportName("", "report", "html")).toBe("study-report.html");
    expect(exportName("x".repeat(300), "run", "json").length).toBeLessThan(80);
  });
});

describe("files added in turns", () => {
  it("stand once, the later in place of the earlier; hidden ones not at all", () => {
    const file = (path: string, text: string) => ({ path, file: new Blob([text]) });
    const [first, later] = [file("b/c.nii", "1"), file("b/c.nii", "2")];
    const merged = mergeFiles(
      [first, file("a.nii", "")],
      [later, file("b/.DS_Store", ""), file("__MACOSX/x.nii", "")],
    );
    expect(merged.map(({ path }) => path)).toEqual(["a.nii", "b/c.nii"]);
    expect(merged[1]).toBe(later);
  });
});

describe("faults of files", () => {
  it("stand once, with what they cost", () => {
    const failure = (id: string, comparison: string, message: string) => ({
      ...{ case: id, comparison, message, code: "E_TRUNCATED" },
    });
    const found = faultyFiles([
      failure("c2", "a, b", "x/c2.nii: ends early"),
      failure("c2", "a, c", "x/c2.nii: ends early"),
      failure("c1", "a, b", "other"),
    ]);
    expect(found).toEqual([
      { message: "x/c2.nii: ends early", cases: ["c2"], comparisons: 2 },
      { message: "other", cases: ["c1"], comparisons: 1 },
    ]);
  });
});

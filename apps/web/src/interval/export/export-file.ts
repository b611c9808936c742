import { intervalDocument, jsonText } from "@pgt/analysis/documents";
import { intervalPage, pageHtml, worstAgreeingCases } from "@pgt/report";
import type { RunLibrary } from "../../shell/library.ts";
import { version } from "../../shell/version.ts";
import { studyTree } from "../../study/study-tree.ts";
import { type KeptRun, reportInputOf } from "../kept-run.ts";
import type { ExportKind } from "./export-kinds.ts";
import { exportName } from "./file-names.ts";

export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

/** Makes a file of a result. */
export async function exportFile(library: RunLibrary, run: KeptRun, kind: ExportKind): Promise<ExportedFile> {
  const { report, study } = run;
  const file = (what: string, extension: string, content: Blob | string, type = "") => ({
    name: exportName(report.name ?? "study", what, extension),
    content: new Blob([content], { type }),
  });
  switch (kind) {
    case "csv":
      return file("scores", "csv", await library.scoreTable(report.rows, "csv"), "text/csv");
    case "parquet":
      return file("scores", "parquet", await library.scoreTable(report.rows, "parquet"));
    case "json":
      return file(
        "run",
        "json",
        [...jsonText(intervalDocument(report, version))].join(""),
        "application/json",
      );
    case "manifest":
      return file("manifest", "yaml", study.manifest, "application/yaml");
    case "report":
      return file("report", "html", await reportPage(library, run), "text/html");
  }
}

async function reportPage(library: RunLibrary, run: KeptRun): Promise<string> {
  const wanted = worstAgreeingCases(reportInputOf(run));
  const tree = studyTree(library, run.study);
  const slices = await library.disagreementSlices(tree.path, wanted, { files: tree.files });
  return pageHtml(intervalPage(reportInputOf(run, slices)));
}

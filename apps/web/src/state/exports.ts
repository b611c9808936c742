import type { LabDoor } from "../lab/lab-door.ts";
import { exportName } from "../result/file-names.ts";
import { reportInput } from "../result/report-input.ts";
import { studyTree } from "../study/study-tree.ts";
import { version } from "../version.ts";
import { runTask } from "../worker/run-task.ts";
import { shownTruth } from "./actions.ts";
import type { LabResult, LabState } from "./lab-state.ts";

export interface ExportKind {
  readonly id: "csv" | "parquet" | "json" | "report" | "manifest";
  readonly title: string;
  readonly meaning: string;
}

export const exportKinds: readonly ExportKind[] = [
  { id: "report", title: "Report (HTML)", meaning: "one page with all plots and numbers, to open anywhere" },
  { id: "csv", title: "Score table (CSV)", meaning: "every comparison, structure and metric" },
  { id: "parquet", title: "Score table (Parquet)", meaning: "the same for data frames" },
  { id: "json", title: "Result (JSON)", meaning: "as pgt interval --format json" },
  { id: "manifest", title: "Study manifest (YAML)", meaning: "to run again here or with pgt interval" },
];

export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

type ExportDoor = Pick<LabDoor, "scoreTable" | "disagreementSlices" | "fileTree">;
type ShownStudy = Pick<LabState, "files" | "table" | "truth">;

/** Makes a file of the result. */
export async function exportFile(
  door: ExportDoor,
  study: ShownStudy,
  result: LabResult,
  kind: ExportKind["id"],
): Promise<ExportedFile> {
  const { report, manifest } = result;
  const file = (what: string, extension: string, content: Blob | string, type = "") => ({
    name: exportName(report.name ?? "study", what, extension),
    content: new Blob([content], { type }),
  });
  switch (kind) {
    case "csv":
      return file("scores", "csv", await door.scoreTable(report.rows, "csv"), "text/csv");
    case "parquet":
      return file("scores", "parquet", await door.scoreTable(report.rows, "parquet"));
    case "json":
      return file("run", "json", await runTask("runJson", report, version), "application/json");
    case "manifest":
      return file("manifest", "yaml", manifest, "application/yaml");
    case "report":
      return file("report", "html", await reportPage(door, study, result), "text/html");
  }
}

async function reportPage(
  door: ExportDoor,
  { files, table, truth }: ShownStudy,
  { report, manifest }: LabResult,
): Promise<string> {
  const extras = { version, truth: shownTruth(truth, report) };
  const wanted = await runTask("worstAgreeingCases", reportInput(report, extras));
  const tree = studyTree(door, files, table, manifest);
  const slices = await door.disagreementSlices(tree.path, wanted, { files: tree.files });
  return runTask("renderReport", reportInput(report, { ...extras, slices }));
}

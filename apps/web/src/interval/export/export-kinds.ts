export type ExportKind = "csv" | "parquet" | "json" | "report" | "manifest";

interface OfferedFile {
  readonly id: ExportKind;
  readonly title: string;
  readonly meaning: string;
}

/** Files to take away. */
export const offeredFiles: readonly OfferedFile[] = [
  { id: "report", title: "Report (HTML)", meaning: "one page with all plots and numbers, to open anywhere" },
  { id: "csv", title: "Score table (CSV)", meaning: "every comparison, structure and metric" },
  { id: "parquet", title: "Score table (Parquet)", meaning: "the same for data frames" },
  { id: "json", title: "Result (JSON)", meaning: "as pgt interval --format json" },
  { id: "manifest", title: "Study manifest (YAML)", meaning: "to run again here or with pgt interval" },
];

/** `Kidney raters 2` gives `kidney-raters-2-scores.csv`: a name that every system takes. */
export function exportName(study: string, what: string, extension: string): string {
  const stem = study
    .normalize("NFKD")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return `${stem || "study"}-${what}.${extension}`;
}

/** Columns of tables of results, in order: the same in what a run writes and in what the command prints as CSV. */
export const tableColumns = {
  /** One row per dataset, metric and generator. */
  quality: [
    ...["dataset", "generator", "metric", "unit", "mean", "rmsSd", "caseMeanSd", "low", "high"],
    ...["organs", "n", "expected", "substituted", "rank"],
  ],
  /** One row per task and algorithm. */
  ranking: [
    ...["label", "name", "metric", "references", "rank", "algorithm", "aggregate", "unit"],
    ...["n", "expected", "rankLow", "rankHigh", "winnerShare", "wins", "letters"],
  ],
  /** Of `worth`: one row per version of labels, with its quality and the scores of what was trained on it. */
  points: ["task", "dataset", "metric", "version", "quality", "downstream"],
  /** Of the forensic checks of tables. */
  findings: ["file", "kind", "task", "metric", "count", "of", "message"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

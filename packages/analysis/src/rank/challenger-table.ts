import { InputError, nounFor } from "@pgt/metrics";
import { csvText } from "../documents/table.ts";
import type { RawTable } from "../score-table/raw-table.ts";
import type { RankedTask } from "./rank-types.ts";
import type { ScoreCell, ScoreCells } from "./score-cells.ts";
import type { TaskValues } from "./task-values.ts";

/** challengeR's long table (Wiesenfarth et al. 2021): a row per task, test case and algorithm; missing values are NA. */
export const challengerColumns = ["Task", "TestCase", "Algorithm", "MetricValue"] as const;
type Column = (typeof challengerColumns)[number];

/** Spellings of its documentation and example data, besides the column's own. */
const spellings: Readonly<Record<Column, readonly string[]>> = {
  Task: ["task"],
  TestCase: ["testcase", "case"],
  Algorithm: ["algorithm", "alg_name", "algo"],
  MetricValue: ["metricvalue", "value"],
};
/** Tasks of a table, each of which is ranked. */
const MOST_TASKS = 10_000;
const notAvailable = /^(|na|nan|null)$/i;

/** The reference of a challenge, which its table does not name. */
export const challengeReference = "reference";

/** Tables of pgt have entities in columns a and b, and none of algorithms. */
export function isChallengerTable({ columns }: RawTable): boolean {
  return placeOf(columns, "Algorithm") >= 0;
}

/**
 * One task after the other, in order of appearance. Without a column of tasks the table is one task. Up to 10,000
 * tasks; time and memory are linear in the rows, within the bounds of `readRawTable`.
 *
 * @throws InputError E_TABLE for missing columns, values that are no numbers, and a case that an algorithm has twice.
 */
export function readChallengerTable(
  { columns, rows, decimalComma }: RawTable,
  file: string,
  better: "higher" | "lower",
): ScoreCells[] {
  const places = new Map(challengerColumns.map((column) => [column, placeOf(columns, column)]));
  const absent = challengerColumns.filter((column) => column !== "Task" && places.get(column)! < 0);
  if (absent.length > 0) {
    throw new InputError(
      "E_TABLE",
      file,
      `missing ${nounFor(absent.length, "column")}: ${absent.join(", ")}; found ${columns.join(", ")}. A table of algorithms has ${challengerColumns.join(", ")}`,
    );
  }
  const tasks = new Map<string, Map<string, Map<string, ScoreCell>>>();
  for (const { place, values } of rows) {
    const text = (column: Column) => String(values[places.get(column)!] ?? "").trim();
    const [task, id, algorithm] = [
      places.get("Task")! < 0 ? "task" : text("Task"),
      text("TestCase"),
      text("Algorithm"),
    ];
    if (task === "" || id === "" || algorithm === "") {
      throw new InputError("E_TABLE", file, `${place}: a task, test case or algorithm has no name`);
    }
    const value = metricValue(text("MetricValue"), decimalComma);
    if (Number.isNaN(value)) {
      throw new InputError(
        "E_TABLE",
        file,
        `${place}, column MetricValue: expected a number or NA; found ${JSON.stringify(text("MetricValue"))}`,
      );
    }
    if (tasks.size >= MOST_TASKS && !tasks.has(task)) {
      const message = `${place}: expected at most ${MOST_TASKS} tasks, found more`;
      throw new InputError("E_TABLE", file, message);
    }
    const cases = tasks.get(task) ?? new Map<string, Map<string, ScoreCell>>();
    const cells = cases.get(id) ?? new Map<string, ScoreCell>();
    if (cells.has(algorithm)) {
      throw new InputError(
        "E_TABLE",
        file,
        `${place}: test case ${id} is there twice for algorithm ${algorithm}${places.get("Task")! < 0 ? "; several tasks need a column Task" : ` in task ${task}`}`,
      );
    }
    cells.set(algorithm, { value, reason: value === null ? "FAILED" : null });
    tasks.set(task, cases.set(id, cells));
  }
  if (tasks.size === 0) throw new InputError("E_TABLE", file, "no rows below the names of the columns");
  return [...tasks].map(([name, cases], at) => ({
    ...{ metric: null, label: at + 1, name, unit: "", direction: better },
    cells: new Map([[challengeReference, cases]]),
  }));
}

function placeOf(columns: readonly string[], column: Column): number {
  return columns.findIndex((name) => spellings[column].includes(name.trim().toLowerCase()));
}

function metricValue(text: string, decimalComma: boolean): number | null {
  if (notAvailable.test(text)) return null;
  const value = Number(decimalComma ? text.replace(/^(-?\d+),(\d+)$/, "$1.$2") : text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Name of a task in a table without columns of labels, metrics and references. */
export function challengeTaskName(
  { name, metric }: Pick<RankedTask, "name" | "metric">,
  reference: string | null,
): string {
  return [name, metric, reference && `against ${reference}`].filter(Boolean).join(" ");
}

/** The values that were ranked, NA for missing ones. */
export function challengerCsv(
  tasks: readonly { readonly name: string; readonly values: TaskValues }[],
): Iterable<string> {
  const records = tasks.flatMap(({ name, values: { task } }) =>
    task.cases.flatMap((id, at) =>
      task.algorithms.map((algorithm, index) => ({
        Task: name,
        TestCase: id,
        Algorithm: algorithm,
        MetricValue: task.values[index][at] ?? "NA",
      })),
    ),
  );
  return csvText(challengerColumns, records);
}

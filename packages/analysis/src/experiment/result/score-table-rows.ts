import { join } from "@pgt/runner";
import { qualityTask } from "../../quality/quality-document.ts";
import { withoutPretraining } from "../plan/read-generators.ts";
import type { ReadyPlan } from "../stages/experiment-data.ts";
import { readRows, type ScoredRow } from "../stages/scored-rows.ts";
import type { Making, Task } from "../tasks/task.ts";
import { hashOf } from "../tasks/task-id.ts";

/** Task under which `pgt worth` finds the scores of networks on the data set that they were trained on. */
export const inDomainTask = "in-domain";

/** A row of the table that `pgt worth` reads. */
export interface ScoreTableRow {
  readonly version: string;
  readonly dataset: string;
  readonly task: string;
  readonly label: string;
  readonly case: string;
  readonly metric: string;
  readonly value: number | null;
  /** Reason why there is no value. */
  readonly status: string;
  /** Number of the training run; empty for label quality. */
  readonly seed: string;
  readonly recipe: string;
  readonly prompt: string;
}

/** Words for the states of a cell without a value. */
export const statusWords = {
  not_converged: "not converged",
  failed: "failed",
  pending: "pending",
  done: "",
} as const;

/** Label quality and scores of all runs; a cell of which no run has a score gets one row that says why. */
export async function scoreTableRows(
  { plan, base: bases, downstream }: ReadyPlan,
  tasks: readonly Task[],
  making: Making,
): Promise<ScoreTableRow[]> {
  const prompted = new Set(plan.generators.filter((one) => one.prompted).map(({ id }) => id));
  const promptOf = (version: string) => (prompted.has(version) ? "reference" : "");
  const rows: ScoreTableRow[] = [];
  const fileOf = (one: Task, name: string) => join(making.folderOf(one.id), name);
  for (const one of tasks.filter(({ stage, id }) => stage === "quality" && making.taken.has(id))) {
    for (const row of await readRows(fileOf(one, "labels-rows.json"))) {
      const shared = { dataset: one.subject.base!, task: qualityTask, seed: "", recipe: "" };
      rows.push({ ...tableRow(row), ...shared, prompt: promptOf(row.version) });
    }
  }
  const recipe = hashOf([plan.train.engine, plan.train.settings]).slice(0, 10);
  const scores = tasks.filter(({ stage }) => stage === "score");
  const scored = new Set<string>();
  const holes = new Map<string, ScoreTableRow>();
  for (const one of scores) {
    const { base, version, run, downstream: other } = one.subject;
    const columns =
      version === withoutPretraining && base === undefined ? bases.map((of) => of.dataset.id) : [base!];
    const found = making.taken.has(one.id) ? await readRows(fileOf(one, "rows.json")) : null;
    for (const dataset of columns) {
      const shared = { dataset, task: other ?? inDomainTask, recipe, prompt: promptOf(version!) };
      const cell = JSON.stringify([dataset, shared.task, version]);
      if (found) {
        scored.add(cell);
        rows.push(...found.map((row) => ({ ...tableRow(row), ...shared, seed: String(run) })));
        continue;
      }
      const tested = [...bases, ...downstream].find((of) => of.dataset.id === (other ?? dataset))!;
      const state = making.states.get(one.id)!;
      const failed = state.message !== null;
      for (const metric of plan.metrics) {
        holes.set(`${cell} ${metric}`, {
          ...{ version: version!, ...shared, metric, value: null, seed: "" },
          ...{ label: [...tested.names.values()][0], case: tested.test[0] },
          status: failed ? statusWords.failed : statusWords[state.status],
        });
      }
    }
  }
  const open = [...holes].filter(([key]) => ![...scored].some((cell) => key.startsWith(`${cell} `)));
  return [...rows, ...open.map(([, row]) => row)];
}

function tableRow({ version, case: id, name, metric, value, reason }: ScoredRow) {
  return { version, label: name, case: id, metric, value, status: value === null ? (reason ?? "") : "" };
}

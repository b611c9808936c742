import { plural } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { sentenceList, titledList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import type { StudyPageInput } from "./study-page-input.ts";

const states = ["done", "failed", "not_converged", "pending"] as const;

/** What was done, and what failed with its reason. */
export function tasksBody({ status }: StudyPageInput): Html[] {
  // The last task, which writes this, is the only one that cannot tell its own end.
  const tasks = status.filter(({ stage }) => stage !== "worth");
  const stages = [...new Set(tasks.map(({ stage }) => stage))];
  const failed = tasks.filter((one) => one.status === "failed");
  const unconverged = tasks.filter((one) => one.status === "not_converged").map(({ id }) => id);
  return headed("Tasks", [
    failed.length === 0 && html`<p>No task failed.</p>`,
    titledList(
      `${plural(failed.length, "task")} failed`,
      failed.map(({ id, message }) => `${id}: ${message ?? "no reason is known"}`),
    ),
    unconverged.length > 0 &&
      fold(
        `${plural(unconverged.length, "task")} came to nothing (not converged)`,
        sentenceList(unconverged),
      ),
    dataTable(
      "Tasks by stage",
      [left("stage"), ...states.map((state) => right(state.replace("_", " ")))],
      stages.map((stage) => [
        stage,
        ...states.map((state) => tasks.filter((one) => one.stage === stage && one.status === state).length),
      ]),
    ),
  ]);
}

import type { ExperimentStatus } from "@pgt/core";
import type { Terminal } from "../../terminal/terminal.ts";
import { renderTable } from "../../terminal/text-table.ts";

const states = ["done", "failed", "not_converged", "pending"] as const;

/** Tasks by stage and state, and those that failed. */
export function statusText({ folder, tasks }: ExperimentStatus, terminal: Terminal): string[] {
  const stages = [...new Set(tasks.map(({ stage }) => stage))];
  const seconds = tasks.reduce((sum, task) => sum + (task.seconds ?? 0), 0);
  const rows = stages.map((stage) => {
    const own = tasks.filter((task) => task.stage === stage);
    return [stage, ...states.map((state) => String(own.filter(({ status }) => status === state).length))];
  });
  const failed = tasks.filter(({ status }) => status === "failed");
  const waiting = tasks.filter(({ status, message }) => status === "pending" && message !== null);
  return [
    ...renderTable(
      [
        { title: "stage", align: "left" },
        ...states.map((state) => ({ title: state.replace("_", " "), align: "right" as const })),
      ],
      rows,
      terminal,
    ),
    "",
    ...failed.map(({ id, message }) => `failed: ${id}: ${message}`),
    ...waiting.slice(0, 5).map(({ id, message }) => `${id} ${message}`),
    ...(waiting.length > 5 ? [`and ${waiting.length - 5} more that wait for a task that failed`] : []),
    `${folder}: what is done took ${Math.round(seconds)} s in all`,
  ];
}

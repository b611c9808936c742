import { renderReport, worstAgreeingCases } from "@pgt/report";
import { caseMaps } from "../case/case-maps.ts";
import { resultView } from "../result/result-view.ts";
import { runJson } from "../result/run-json.ts";

/** What the page's own worker does, so that the page answers at any time. */
export const pageTasks = { caseMaps, renderReport, resultView, runJson, worstAgreeingCases };

export type PageTasks = typeof pageTasks;
export type TaskName = keyof PageTasks;

export interface TaskRequest {
  readonly id: number;
  readonly name: TaskName;
  readonly args: readonly unknown[];
}

export type TaskReply = { readonly id: number } & ({ readonly value: unknown } | { readonly fault: string });

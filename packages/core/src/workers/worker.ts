import { parentPort, workerData } from "node:worker_threads";
import type { CaseFailure } from "@pgt/study";
import { runPairs } from "@pgt/study";
import { readMask } from "../mask.ts";
import { fromPlainPlan, type PlainPlan } from "../plan.ts";
import { type PairScores, scorePair } from "../score-pair.ts";
import { type PlainError, toPlainError } from "./plain-error.ts";
import type { Task } from "./work-plan.ts";

/** What a worker is started with. */
export interface WorkerSetup {
  readonly pgtWorker: true;
  readonly plan: PlainPlan;
  readonly classIds: ReadonlyMap<string, number>;
}

export interface Request {
  readonly id: number;
  readonly task: Task;
}

/** Outcome of one pair, by its place in the task. */
export type PlainOutcome =
  | { readonly result: PairScores }
  | { readonly failure: CaseFailure; readonly error: PlainError };

export type Reply =
  | { readonly id: number; readonly outcome: PlainOutcome }
  | { readonly id: number; readonly done: true }
  | { readonly id: number; readonly thrown: PlainError };

/** Serves tasks until the thread is ended. */
export function serveTasks(): void {
  const { plan: plain, classIds } = workerData as WorkerSetup;
  const plan = fromPlainPlan(plain);
  const port = parentPort!;
  const reply = (message: Reply) => port.postMessage(message);
  port.on("message", async ({ id, task }: Request) => {
    try {
      const outcomes = runPairs(task.pairs, {
        read: (source) => readMask(source, classIds),
        compare: (a, b, pair) => scorePair(a, b, pair, plan, task.part),
      });
      for await (const outcome of outcomes) {
        reply({
          id,
          outcome:
            "failure" in outcome
              ? { failure: outcome.failure, error: toPlainError(outcome.error) }
              : { result: outcome.result },
        });
      }
      reply({ id, done: true });
    } catch (error) {
      reply({ id, thrown: toPlainError(error) });
    }
  });
}

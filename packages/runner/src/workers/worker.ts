import { readMask } from "../masks/mask.ts";
import type { TaskPort } from "../platform/platform.ts";
import { getEngine } from "../scores/engine-instance.ts";
import { fromPlainPlan } from "../scores/plan.ts";
import { toPlainError } from "./plain-error.ts";
import { prepareMask, transferable } from "./prepared-mask.ts";
import { scoreCases } from "./score-cases.ts";
import type { PlainOutcome, Reply, Request, WorkerTask } from "./tasks.ts";

/** Serves tasks until the thread is ended. */
export function serveWorkerTasks(port: TaskPort): void {
  const reply = (message: Reply, transfer: ArrayBuffer[] = []) => port.post(message, transfer);
  port.onMessage(async (message) => {
    const { id, task } = message as Request;
    try {
      const { result, transfer } = await serve(task, (outcome) => reply({ id, outcome }));
      reply({ id, result }, transfer);
    } catch (error) {
      reply({ id, thrown: toPlainError(error) });
    }
  });
}
async function serve(task: WorkerTask, onOutcome: (outcome: PlainOutcome) => void) {
  if (task.kind === "distances") return { result: (await getEngine()).helpWith(task.task) };
  const plan = fromPlainPlan(task.plan);
  const { classIds } = task;
  if (task.kind === "prepare") {
    const mask = await readMask(task.source, classIds);
    const result = prepareMask(await getEngine(), mask, plan);
    return { result, transfer: transferable(result) };
  }
  for await (const outcome of scoreCases(task.pairs, { plan, classIds, helpers: task.helpers })) {
    onOutcome(
      "failure" in outcome
        ? { failure: outcome.failure, error: toPlainError(outcome.error) }
        : { result: outcome.result },
    );
  }
  return { result: undefined };
}

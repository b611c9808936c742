import { readMask } from "../masks/mask.ts";
import { getEngine } from "../scores/engine-instance.ts";
import { fromPlainPlan } from "../scores/plan.ts";
import { prepareMask } from "./prepared-mask.ts";
import { scoreCases } from "./score-cases.ts";
import { plainOutcome, type WorkerTasks } from "./tasks.ts";

/** Tasks of a worker thread, as it serves them. */
export const workerTasks: WorkerTasks = {
  compare: async ({ pairs, plan, classIds, helpers }, tell) => {
    for await (const outcome of scoreCases(pairs, { plan: fromPlainPlan(plan), classIds, helpers })) {
      tell(plainOutcome(outcome));
    }
  },
  prepare: async ({ source, plan, classIds }) => {
    const mask = await readMask(source, classIds, plan.hashesInputs);
    return prepareMask(await getEngine(), mask, fromPlainPlan(plan));
  },
  distances: async (task) => (await getEngine()).helpWith(task),
};

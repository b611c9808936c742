import { originalVersion, withoutPretraining } from "../plan/read-generators.ts";
import type { Task } from "../tasks/task.ts";
import { agreementTask } from "./agreement-task.ts";
import { dataTask } from "./data-task.ts";
import { derivedVersion } from "./derive-task.ts";
import type { LaidOut, ReadyPlan, Version } from "./experiment-data.ts";
import { generateTasks } from "./generate-tasks.ts";
import { qualityTask } from "./quality-task.ts";
import { cellTasks, prepareTask } from "./train-tasks.ts";
import { worthTask } from "./worth-task.ts";

/** All tasks of an experiment, each after those it rests on. */
export async function experimentTasks(ready: ReadyPlan): Promise<Task[]> {
  const { plan, hashes } = ready;
  const { train: training, metrics } = plan;
  const tasks = new Map<string, Task>();
  const add = <T extends Task>(...some: readonly T[]) => {
    for (const one of some) tasks.set(one.id, one);
  };
  const lay = async (list: ReadyPlan["base"]) => {
    const laid: LaidOut[] = [];
    for (const found of list) laid.push(await dataTask(found, hashes));
    add(...laid.map(({ task }) => task));
    return laid;
  };
  const bases = await lay(ready.base);
  const downstream = await lay(ready.downstream);
  const runs = Array.from({ length: training.runs }, (_, at) => at + 1);
  for (const base of bases) {
    const prepared = prepareTask(base, training);
    if (prepared) add(prepared);
    const versions: Version[] = [];
    for (const generator of plan.generators) {
      const generated = await generateTasks(generator, base, [...bases, ...downstream], ready);
      const version = await derivedVersion(generator, base, generated, ready);
      add(...generated.tasks, version.task);
      versions.push(version);
    }
    add(qualityTask(base, versions, metrics));
    const agreement = await agreementTask(base, metrics, hashes);
    if (agreement) add(agreement);
    const original: Version = { id: originalVersion, prompted: false, task: base.task, place: "" };
    const starts = new Map<string, Task>();
    for (const { id, task: data, place } of [original, ...versions]) {
      for (const run of runs) {
        const subject = { base: base.id, version: id, run };
        const cell = { stage: "train", subject, data, place, tested: base, start: null, prepared } as const;
        const { train, predict, score } = cellTasks(cell, training, metrics);
        add(train, predict, score);
        starts.set(`${id} ${run}`, train);
      }
    }
    for (const other of downstream) {
      for (const id of [withoutPretraining, originalVersion, ...versions.map((one) => one.id)]) {
        for (const run of runs) {
          const isShared = id === withoutPretraining && !prepared;
          const subject = { downstream: other.id, ...(!isShared && { base: base.id }), version: id, run };
          const start = starts.get(`${id} ${run}`) ?? null;
          const cell = {
            stage: "finetune",
            subject,
            data: other.task,
            place: "",
            tested: other,
            start,
            prepared,
          } as const;
          const { train, predict, score } = cellTasks(cell, training, metrics);
          add(train, predict, score);
        }
      }
    }
  }
  return [...tasks.values(), worthTask(ready, [...tasks.values()])];
}

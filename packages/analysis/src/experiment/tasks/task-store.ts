import { InternalError } from "@pgt/metrics";
import { isFile, isFolder, join, listFolder, platform, readText, resolve, version } from "@pgt/runner";
import type { Task, TaskEnd, TaskState } from "./task.ts";
import { hashOf } from "./task-id.ts";
import { workshop } from "./workshop.ts";

/** A task is done when this file is in its folder. */
export const doneFile = "done.json";
export const logFile = "log.txt";
const failureFile = "failure.json";

interface Done extends Omit<TaskState, "message"> {
  readonly status: "done" | "not_converged";
  /** Hash of the tasks that it takes with their states. */
  readonly took: string;
}

/** The folder of an experiment: all of its state is in files. */
export class TaskStore {
  readonly folder: string;

  /** @param folder may be relative; programs, which work in folders of their own, are given absolute paths. */
  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  get tasks(): string {
    return join(this.folder, "tasks");
  }

  folderOf = (id: string): string => join(this.tasks, id);

  /** Place of what is left of a task that failed. */
  failureOf(id: string): string {
    return join(this.folder, "failures", id);
  }

  async isBegun(id: string): Promise<boolean> {
    return isFolder(this.folderOf(id));
  }

  /**
   * States of all tasks, which are in an order in which each comes after those it rests on. A task that took results
   * is pending again when others are there to be taken.
   */
  async states(tasks: readonly Task[]): Promise<Map<string, TaskState>> {
    const names = async (folder: string) =>
      new Set((await isFolder(folder)) ? (await listFolder(folder)).map(({ name }) => name) : []);
    const begun = await names(this.tasks);
    const failed = await names(join(this.folder, "failures"));
    const states = new Map<string, TaskState>();
    for (const task of tasks) {
      const own =
        (begun.has(task.id) ? await this.doneOf(task, states) : null) ??
        (failed.has(task.id) ? await this.failed(task.id) : null);
      states.set(task.id, own ?? waiting(task, states));
    }
    return states;
  }

  /** State of a task that is done; null if it is not, or if there is something else to be taken. */
  async doneOf(task: Task, states: ReadonlyMap<string, TaskState>): Promise<TaskState | null> {
    const done = (await jsonOf(join(this.folderOf(task.id), doneFile))) as Done | null;
    if (!done) return null;
    if (done.took !== tookHash(task, states)) return null;
    return { status: done.status, seconds: done.seconds, record: done.record, message: null };
  }

  private async failed(id: string): Promise<TaskState> {
    const failure = (await jsonOf(join(this.failureOf(id), failureFile))) as {
      readonly message?: string;
    } | null;
    const message = failure?.message ?? "it was interrupted while it failed";
    return { status: "failed", message, seconds: null, record: {} };
  }

  /** Writes what makes a task done, and gives its folder its name. */
  async finish(
    task: Task,
    folder: { writeText(name: string, text: string): Promise<void>; finish(): Promise<string> },
    { status, record = {} }: TaskEnd,
    { took, seconds }: { readonly took: string; readonly seconds: number },
  ): Promise<void> {
    const { id, stage, subject } = task;
    const done = { id, stage, subject, status, version, seconds, took, record };
    await folder.writeText(doneFile, `${JSON.stringify(done, null, 2)}\n`);
    await folder.finish();
    await workshop().remove(this.failureOf(id));
  }

  /** Keeps the reason of a failure, and what its programs printed. */
  async fail({ id, stage, subject }: Task, message: string, log: string): Promise<void> {
    const folder = this.failureOf(id);
    const printed = (await isFile(log)) ? await readText(log) : "";
    await platform().output.openFolder(folder);
    await platform().output.writeFile(join(folder, logFile), [printed]);
    const failure = { id, stage, subject, message };
    await platform().output.writeFile(join(folder, failureFile), [`${JSON.stringify(failure, null, 2)}\n`]);
  }
}

/** Hash of the states of all tasks that one takes: with other states it has another result. */
export function tookHash({ takes }: Task, states: ReadonlyMap<string, TaskState>): string {
  return hashOf(takes.map((id) => [id, states.get(id)?.status]));
}

/** State of a task that is not done and has not failed: what it needs tells. */
export function waiting({ id, needs }: Task, states: ReadonlyMap<string, TaskState>): TaskState {
  const stateOf = (need: string) => {
    const state = states.get(need);
    if (state) return state;
    throw new InternalError("E_TASK", `${id} comes before ${need}, which it needs`);
  };
  const nothing = { seconds: null, record: {} };
  if (needs.some((need) => stateOf(need).status === "not_converged")) {
    return { status: "not_converged", message: null, ...nothing };
  }
  const broken = needs.find((need) => stateOf(need).status === "failed" || stateOf(need).message !== null);
  if (broken === undefined) return { status: "pending", message: null, ...nothing };
  const root =
    stateOf(broken).status === "failed"
      ? `${broken}, which failed`
      : stateOf(broken).message!.replace(/^waits for /, "");
  return { status: "pending", message: `waits for ${root}`, ...nothing };
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(file));
  } catch {
    return null;
  }
}

import type { TaskReply, TaskRequest, TaskTable } from "./task-messages.ts";

/** Does what the page asks for, in a worker. */
export function serveTasks(tasks: TaskTable): void {
  addEventListener("message", ({ data }: MessageEvent<TaskRequest>) => void answer(tasks, data));
}

/** Tells the page something that it did not ask for. */
export function tell(told: unknown): void {
  postMessage({ told } satisfies TaskReply);
}

async function answer(tasks: TaskTable, { id, name, args }: TaskRequest): Promise<void> {
  try {
    const task = tasks[name] as (...all: readonly unknown[]) => unknown;
    postMessage({ id, value: await task(...args) } satisfies TaskReply);
  } catch (error) {
    postMessage({
      id,
      fault: error instanceof Error ? error.message : String(error),
    } satisfies TaskReply);
  }
}

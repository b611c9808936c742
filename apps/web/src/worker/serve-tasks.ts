import type { TaskReply, TaskRequest, TaskTable } from "./task-messages.ts";

/** Does what the page asks for, in a worker. @param handOver buffers of a value that the page gets without a copy. */
export function serveTasks(tasks: TaskTable, handOver: (value: unknown) => ArrayBuffer[] = () => []): void {
  addEventListener("message", ({ data }: MessageEvent<TaskRequest>) => void answer(tasks, handOver, data));
}

/** Tells the page something that it did not ask for. */
export function tell(told: unknown): void {
  postMessage({ told } satisfies TaskReply);
}

async function answer(
  tasks: TaskTable,
  handOver: (value: unknown) => ArrayBuffer[],
  { id, name, args }: TaskRequest,
): Promise<void> {
  try {
    const task = tasks[name] as (...all: readonly unknown[]) => unknown;
    const value = await task(...args);
    postMessage({ id, value } satisfies TaskReply, { transfer: handOver(value) });
  } catch (error) {
    postMessage({
      id,
      fault: error instanceof Error ? error.message : String(error),
    } satisfies TaskReply);
  }
}

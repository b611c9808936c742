import { largeBuffersIn } from "./large-buffers.ts";
import { toPlainError } from "./plain-error.ts";
import type { TaskPort, TaskRequest, Tasks } from "./protocol.ts";

/** Runs tasks as they are asked for over a port. */
export function serveTasks(port: TaskPort, tasks: Tasks): void {
  port.onMessage((message) => {
    if (isRequest(message)) void answer(port, tasks, message);
  });
}

function isRequest(message: unknown): message is TaskRequest {
  return typeof message === "object" && message !== null && "task" in message;
}

async function answer(port: TaskPort, tasks: Tasks, { id, task, argument }: TaskRequest): Promise<void> {
  const tell = (told: unknown) => port.post({ id, told });
  try {
    const result = await tasks[task](argument as never, tell as never);
    port.post({ id, result }, largeBuffersIn(result));
  } catch (error) {
    port.post({ id, thrown: toPlainError(error) });
  }
}

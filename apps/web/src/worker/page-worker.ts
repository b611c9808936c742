import { pageTasks, type TaskReply, type TaskRequest } from "./page-tasks.ts";

addEventListener("message", ({ data }: MessageEvent<TaskRequest>) => {
  const reply = answer(data);
  postMessage(reply);
});

function answer({ id, name, args }: TaskRequest): TaskReply {
  try {
    const task = pageTasks[name] as (...all: readonly unknown[]) => unknown;
    return { id, value: task(...args) };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}

// A process that runs tasks for the bench, one at a time: its argument is the built package to measure.
import { type Task, Tasks } from "./tasks.ts";

const tasks = Tasks.of(process.argv[2]);

process.on("message", async (task: Task) => {
  try {
    process.send!({ answer: await tasks.run(task) });
  } catch (error) {
    process.send!({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

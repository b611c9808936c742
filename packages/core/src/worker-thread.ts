import { serveTasks } from "./workers/worker.ts";
import { isPgtWorker } from "./workers/worker-entry.ts";

if (isPgtWorker()) serveTasks();

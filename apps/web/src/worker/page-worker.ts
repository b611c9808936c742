import { buffersIn } from "./handed-over.ts";
import { pageTasks } from "./page-tasks.ts";
import { serveTasks } from "./serve-tasks.ts";

serveTasks(pageTasks, buffersIn);

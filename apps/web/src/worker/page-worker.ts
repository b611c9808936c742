import { serveTasks, webPort } from "@pgt/runner/tasks";
import { pageTasks } from "./page-tasks.ts";

serveTasks(webPort(globalThis), pageTasks);

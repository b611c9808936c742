import { disagreementSlices, fileTree, interval, scoreTable, useWorkersOfPage } from "@pgt/browser";
import { serveTasks, webPort } from "@pgt/runner/tasks";
import { studyTasks } from "./study-tasks.ts";

useWorkersOfPage();
serveTasks(webPort(globalThis), studyTasks({ disagreementSlices, fileTree, interval, scoreTable }));

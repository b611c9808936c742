import { disagreementSlices, fileTree, interval, scoreTable } from "@pgt/browser";
import { serveTasks, tell } from "./serve-tasks.ts";
import { studyTasks } from "./study-tasks.ts";

serveTasks(studyTasks({ disagreementSlices, fileTree, interval, scoreTable }, tell));

import { usePlatform } from "@pgt/runner/platform";
import { nodePlatform } from "./node-platform.ts";
import { isPgtWorker, serveTasks } from "./node-threads.ts";

usePlatform(nodePlatform);
if (isPgtWorker()) serveTasks();

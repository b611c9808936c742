import { usePlatform } from "@pgt/runner/platform";
import { nodePlatform } from "./node-platform.ts";

export * from "@pgt/analysis";
export { serveTasks, useWorkerEntry } from "./node-threads.ts";

usePlatform(nodePlatform);

export { writeFile } from "./run-directory/atomic-file.ts";

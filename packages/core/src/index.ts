import { usePlatform } from "@pgt/door/platform";
import { nodePlatform } from "./node-platform.ts";

export {
  checkTables,
  compare,
  compareMany,
  comparePaths,
  derive,
  disagreementSlices,
  interval,
  type MaskInput,
  prompts,
  proposeStudy,
  quality,
  rank,
  readLabelMap,
  simulateDesign,
  structureMasks,
  worth,
  writeDemoStudy,
  writeSimulatedStudy,
} from "@pgt/door";
export * from "@pgt/door/vocabulary";
export { serveTasks, useWorkerEntry } from "./node-threads.ts";

usePlatform(nodePlatform);

export { writeFile } from "./run-directory/atomic-file.ts";

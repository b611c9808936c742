import { usePlatform } from "@pgt/runner/platform";
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
} from "@pgt/analysis";
export * from "@pgt/analysis/types";
export { serveTasks, useWorkerEntry } from "./node-threads.ts";

usePlatform(nodePlatform);

export { writeFile } from "./run-directory/atomic-file.ts";

import {
  checkTables,
  compare,
  comparePaths,
  derive,
  disagreementSlices,
  interval,
  prompts,
  proposeStudy,
  quality,
  rank,
  simulateDesign,
  useWorkerEntry,
  worth,
  writeDemoStudy,
  writeFile,
  writeSimulatedStudy,
} from "@pgt/core";
import type { Door } from "./door-types.ts";

useWorkerEntry(new URL(import.meta.url));

/** The library as the command sees it. The only file that calls `@pgt/core`. */
export const door: Door = {
  checkTables,
  worth,
  quality,
  comparePaths,
  interval,
  rank,
  proposeStudy,
  disagreementSlices,
  writeFile,
  writeDemoStudy,
  simulateDesign,
  writeSimulatedStudy,
  derive,
  prompts,
  compareVolumes: async (reference, prediction, options) =>
    (await compare({ reference, prediction }, options)).rows,
};

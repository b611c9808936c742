import {
  compare,
  comparePaths,
  disagreementSlices,
  interval,
  proposeStudy,
  simulateDesign,
  useWorkerEntry,
  writeDemoStudy,
  writeSimulatedStudy,
} from "@pgt/core";
import type { Door } from "./door-types.ts";

useWorkerEntry(new URL(import.meta.url));

/** The library as the command sees it. The only file that calls `@pgt/core`. */
export const door: Door = {
  comparePaths,
  interval,
  proposeStudy,
  disagreementSlices,
  writeDemoStudy,
  simulateDesign,
  writeSimulatedStudy,
  compareVolumes: async (reference, prediction, options) =>
    (await compare({ reference, prediction }, options)).rows,
};

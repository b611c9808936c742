import type * as browser from "@pgt/browser";
import {
  filesOfDrop,
  filesOfZip,
  fileTree,
  proposeStudy,
  readLabelMap,
  structureMasks,
  writeDemoStudy,
} from "@pgt/browser";

/** Functions of the library that the page calls itself; tests replace them. */
export const library = {
  filesOfDrop,
  filesOfZip,
  fileTree,
  proposeStudy,
  readLabelMap,
  structureMasks,
  writeDemoStudy,
};

export type AppLibrary = typeof library;

/** Functions of the library that the worker of a study calls. */
export type RunLibrary = Pick<typeof browser, "disagreementSlices" | "fileTree" | "interval" | "scoreTable">;

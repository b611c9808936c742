import type * as browser from "@pgt/browser";

/** What the page needs of the library: `browser-door.ts` takes it from `@pgt/browser`, tests from small fakes. */
export type LabDoor = Pick<
  typeof browser,
  | "filesOfDrop"
  | "filesOfZip"
  | "fileTree"
  | "proposeStudy"
  | "readLabelMap"
  | "structureMasks"
  | "writeDemoStudy"
>;

/** What the worker of a study needs of it. */
export type RunDoor = Pick<typeof browser, "disagreementSlices" | "fileTree" | "interval" | "scoreTable">;

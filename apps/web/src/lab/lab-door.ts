import type * as browser from "@pgt/browser";

/** What the app needs of the library: `browser-door.ts` takes it from `@pgt/browser`, tests from small fakes. */
export type LabDoor = Pick<
  typeof browser,
  | "disagreementSlices"
  | "filesOfDrop"
  | "filesOfZip"
  | "fileTree"
  | "interval"
  | "proposeStudy"
  | "readLabelMap"
  | "scoreTable"
  | "writeDemoStudy"
>;

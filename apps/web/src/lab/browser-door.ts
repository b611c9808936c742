import {
  disagreementSlices,
  filesOfDrop,
  filesOfZip,
  fileTree,
  interval,
  proposeStudy,
  readLabelMap,
  scoreTable,
  writeDemoStudy,
} from "@pgt/browser";
import type { LabDoor } from "./lab-door.ts";

export const browserDoor: LabDoor = {
  disagreementSlices,
  filesOfDrop,
  filesOfZip,
  fileTree,
  interval,
  proposeStudy,
  readLabelMap,
  scoreTable,
  writeDemoStudy,
};

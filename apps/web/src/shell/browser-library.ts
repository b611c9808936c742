import {
  filesOfDrop,
  filesOfZip,
  fileTree,
  proposeStudy,
  readLabelMap,
  structureMasks,
  writeDemoStudy,
} from "@pgt/browser";
import type { LabDoor } from "./library.ts";

export const browserDoor: LabDoor = {
  filesOfDrop,
  filesOfZip,
  fileTree,
  proposeStudy,
  readLabelMap,
  structureMasks,
  writeDemoStudy,
};

export * from "@pgt/analysis/types";
export { filesOfDrop } from "./dropped-files.ts";
export { type FileContent, type FileEntries, FileTree, fileTree } from "./file-tree.ts";
export {
  checkTables,
  compare,
  compareMany,
  comparePaths,
  derive,
  disagreementSlices,
  filesOfZip,
  type InFiles,
  interval,
  prompts,
  proposeStudy,
  quality,
  rank,
  readLabelMap,
  scoreTable,
  simulateDesign,
  structureMasks,
  worth,
  writeDemoStudy,
  writeSimulatedStudy,
} from "./functions.ts";
export type { MaskInput } from "./mask-inputs.ts";

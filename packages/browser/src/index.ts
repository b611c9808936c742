export * from "@pgt/analysis/types";
export { filesOfDrop } from "./dropped-files.ts";
export { type FileContent, type FileEntries, FileTree, fileTree } from "./file-tree.ts";
export * from "./functions.ts";
export type { InFiles } from "./in-worker.ts";
export type { MaskInput } from "./mask-inputs.ts";
export { compare, filesOfZip, readLabelMap, scoreTable } from "./own-functions.ts";
export { useWorkersOfPage } from "./run-in-worker.ts";
export { startWorkersFor } from "./started-workers.ts";

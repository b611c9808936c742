import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Platform } from "@pgt/runner/platform";
import { datasetOutput } from "./dataset-folder.ts";
import { nodeInflater } from "./inflater.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeThreads } from "./node-threads.ts";
import { nodeWorkshop } from "./node-workshop.ts";
import { openOutputFolder, writeAtomically } from "./run-directory/atomic-file.ts";
import { RunDirectory } from "./run-directory/run-directory.ts";
import { clearStudyFolder, writeMask, writeWhole } from "./study-writer.ts";

/** Everything that this library asks of Node. */
export const nodePlatform: Platform = {
  files: nodeFiles,
  paths: { basename: (path) => basename(path), dirname, join, relative, resolve, sep },
  output: {
    openRun: (...run) => RunDirectory.open(...run),
    openFolder: openOutputFolder,
    writeFile: writeAtomically,
    study: { begin: clearStudyFolder, writeMask, writeText: writeWhole },
    dataset: datasetOutput,
  },
  threads: nodeThreads,
  workshop: nodeWorkshop,
  inflater: nodeInflater,
  memoryLimit: null,
  // pgt.wasm lies beside the built module.
  kernels: () => readFile(new URL("./pgt.wasm", import.meta.url)),
};

import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/core";
import type { Case } from "./cases.ts";

/** Paths of two masks. */
export interface PairFiles {
  readonly reference: string;
  readonly prediction: string;
}

/** A folder that is gone when the process ends, however it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pgt-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  return folder;
}

let written = 0;

/** Simulates a case and writes its two masks as `.nii.gz`. */
export function writePair(folder: string, { shape, spacingMm, masks }: Case): PairFiles {
  const { reference, prediction } = masks();
  const stem = join(folder, `pair${++written}`);
  const write = (side: string, data: Uint8Array) => {
    const path = `${stem}-${side}.nii.gz`;
    writeFileSync(path, gzipSync(writeNifti({ data, shape, spacingMm })));
    return path;
  };
  return { reference: write("reference", reference), prediction: write("prediction", prediction) };
}

export function removePair(files: PairFiles): void {
  for (const path of Object.values(files)) rmSync(path, { force: true });
}

export const isPresent = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined;

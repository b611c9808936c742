import { filePairOf, isMaskFile, isVoxelFile } from "@pgt/metrics";
import { isManifest } from "../upload/study-file.ts";
import { maskFiles } from "./mask-files.ts";
import type { StudyTable } from "./study-table.ts";

export interface LeftOutFile {
  readonly path: string;
  readonly reason: string;
}

/** Lists files that take no part in the study, each with its reason. */
export function leftOutFiles(table: StudyTable, paths: readonly string[]): LeftOutFile[] {
  const used = masksOf(table, paths);
  return paths.flatMap((path): LeftOutFile[] => {
    if (used.has(path) || isManifest(path) || /dataset\.json$/i.test(path)) return [];
    if (!isMaskFile(path)) return [{ path, reason: "in no format of masks or images" }];
    if (isVoxelFile(path) && filePairOf(path)?.headers.some((header) => used.has(header))) return [];
    return [{ path, reason: "in no set that is included; may serve as the image behind the masks" }];
  });
}

/** Collects every file of the sets in use, or of all. */
export function masksOf(
  { lines, folder }: StudyTable,
  paths: readonly string[],
  which: "in use" | "all" = "in use",
): ReadonlySet<string> {
  const chosen = lines.filter((line) => which === "all" || line.included);
  return new Set(chosen.flatMap(({ masks }) => [...maskFiles(masks, folder, paths).values()].flat()));
}

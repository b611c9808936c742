import type { FileTree } from "@pgt/browser";
import type { LabDoor } from "../lab/lab-door.ts";
import type { StudyFile } from "./study-file.ts";
import type { StudyTable } from "./study-table.ts";

const manifestName = "study.yaml";

export interface ManifestInTree {
  readonly files: FileTree;
  /** Where the manifest lies. */
  readonly path: string;
}

/** The files as the library sees them, with a manifest in the folder that its patterns are relative to. */
export function studyTree(
  door: Pick<LabDoor, "fileTree">,
  files: readonly StudyFile[],
  { folder }: Pick<StudyTable, "folder">,
  manifest: string,
): ManifestInTree {
  const path = folder === "" ? manifestName : `${folder}/${manifestName}`;
  const tree = plainTree(door, files);
  tree.set(path, new Blob([manifest]));
  return { files: tree, path };
}

export function plainTree(door: Pick<LabDoor, "fileTree">, files: readonly StudyFile[]): FileTree {
  return door.fileTree(files.map(({ path, file }) => [path, file] as const));
}

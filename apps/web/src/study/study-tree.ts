import type { FileTree } from "@pgt/browser";
import type { ReportTruth } from "@pgt/report";
import type { AppLibrary } from "../shell/library.ts";
import type { StudyFile } from "../upload/study-file.ts";

const manifestName = "study.yaml";

/** Study to run: its files, and a manifest for the folder that its patterns are relative to. */
export interface GivenStudy {
  readonly files: readonly StudyFile[];
  readonly folder: string;
  readonly manifest: string;
  /** Known truth of a simulated study. */
  readonly truth: ReportTruth | null;
}

export interface ManifestInTree {
  readonly files: FileTree;
  /** Path of the manifest. */
  readonly path: string;
}

/** Puts a study into a tree, as the library reads it. */
export function studyTree(
  library: Pick<AppLibrary, "fileTree">,
  { files, folder, manifest }: GivenStudy,
): ManifestInTree {
  const path = folder === "" ? manifestName : `${folder}/${manifestName}`;
  const tree = plainTree(library, files);
  tree.set(path, new Blob([manifest]));
  return { files: tree, path };
}

export function plainTree(library: Pick<AppLibrary, "fileTree">, files: readonly StudyFile[]): FileTree {
  return library.fileTree(files.map(({ path, file }) => [path, file] as const));
}

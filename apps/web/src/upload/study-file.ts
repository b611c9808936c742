/** A file with its place in the tree of what was dropped: `kidneys/anna/case1.nii.gz`. */
export interface StudyFile {
  readonly path: string;
  readonly file: Blob;
}

const manifestName = /\.ya?ml$/i;

export function isManifest(path: string): boolean {
  return manifestName.test(path);
}

/** Last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Path without its last part; empty if it has only one. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Merges files by path; a later file takes the place of an earlier one. Hidden files are left out. */
export function mergeFiles(before: readonly StudyFile[], added: readonly StudyFile[]): StudyFile[] {
  const byPath = new Map([...before, ...added].map((one) => [one.path, one]));
  return [...byPath.values()]
    .filter(({ path }) => !path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX"))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One entry of a folder, as a platform (Node, a page) lists it. */
export interface FolderEntry {
  readonly name: string;
  readonly isDirectory: boolean;
}

export type FolderListing = readonly FolderEntry[];

/** Lists a folder inside the one being looked at; `folder` is a path as built by {@link joinPath}. */
export type ListFolder = (folder: string) => FolderListing | Promise<FolderListing>;

/** `a/` and `b` give `a/b`, `.` and `b` give `b`; forward slashes work on every system. */
export function joinPath(folder: string, name: string): string {
  if (folder === "" || folder === ".") return name;
  return /[/\\]$/.test(folder) ? folder + name : `${folder}/${name}`;
}

/** Last part of a path; the path itself if it has no name in it (`/`, `.`). */
export function baseName(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  return parts.at(-1) ?? path;
}

/** The path without its last part; empty if it has only one. */
export function parentPath(path: string): string {
  const trimmed = path.replace(/[/\\]+$/, "");
  const cut = Math.max(trimmed.lastIndexOf("/"), trimmed.lastIndexOf("\\"));
  return cut < 0 ? "" : trimmed.slice(0, cut);
}

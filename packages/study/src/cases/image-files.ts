import { caseIdOf, filePairOf, InputError, isVoxelFile } from "@pgt/metrics";
import { type FolderListing, joinPath } from "./folder-listing.ts";

/** An entry of a folder that is not read, and why. */
export interface SkippedEntry {
  readonly name: string;
  readonly reason: "hidden" | "not a mask" | "folder" | "folder without an image";
}

/** Content of a folder: images by case id, subfolders and the rest, each in order of name. */
export interface FolderContent {
  /** Case id -> path of the file to open (the header of a pair). */
  readonly images: ReadonlyMap<string, string>;
  readonly folders: readonly string[];
  readonly skipped: readonly SkippedEntry[];
}

/** Order of UTF-16 code units: the same everywhere, whatever the locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The name with each accent and its letter as one character (NFC): systems store either, and both are one name. */
export function composed(name: string): string {
  return name.normalize("NFC");
}

/** @throws InputError E_CASES if two files are masks of one case (`a.nii` and `a.nii.gz`). */
export function sortFolder(listing: FolderListing, folder: string): FolderContent {
  const files = new Map<string, string[]>();
  const folders: string[] = [];
  const skipped: SkippedEntry[] = [];
  for (const { name, isDirectory } of [...listing].sort((a, b) => byCodeUnit(a.name, b.name))) {
    const id = caseIdOf(composed(name));
    if (name.startsWith(".")) skipped.push({ name, reason: "hidden" });
    else if (isDirectory) folders.push(name);
    else if (id === null) skipped.push({ name, reason: "not a mask" });
    else files.set(id, [...(files.get(id) ?? []), name]);
  }
  const images = new Map<string, string>();
  for (const [id, names] of files) images.set(id, joinPath(folder, fileToOpen(id, names, folder)));
  return { images, folders, skipped };
}

/** The voxels of a pair stand for its header, also if that is missing: reading it then names the missing file. */
function fileToOpen(id: string, names: readonly string[], folder: string): string {
  const header = names.find((name) => !isVoxelFile(name));
  const isPair = header !== undefined && names.some((name) => filePairOf(header)?.voxels.includes(name));
  if (names.length > (isPair ? 2 : 1)) {
    throw new InputError(
      "E_CASES",
      folder,
      `case "${id}" has ${names.length} files: ${names.join(", ")}. Keep one mask per case.`,
    );
  }
  return header ?? filePairOf(names[0])!.headers[0];
}

import { caseIdOf, expectedExtensions, InputError, someOf } from "@pgt/metrics";
import { folderLayoutOf, isKnownClass } from "./class-folder.ts";
import { baseName, type FolderListing, joinPath, type ListFolder, parentPath } from "./folder-listing.ts";
import { byCodeUnit, composed, type FolderContent, type SkippedEntry, sortFolder } from "./image-files.ts";
import type { StoredMask } from "./mask-source.ts";

/**
 * Layout of masks in a folder: `cases`, one file per case (or one subfolder with one file); `classes`, one
 * binary file per class, in the folder itself (one case) or in one subfolder per case; `auto` tells them
 * apart by the file names, and refuses what is not clear.
 */
export type FolderLayout = "auto" | "cases" | "classes";

export interface DiscoveredCases {
  /** Case id -> mask, in order of id. */
  readonly cases: ReadonlyMap<string, StoredMask>;
  /** The path given is itself one case, so it may be matched with another single case of another name. */
  readonly single: boolean;
  /** Entries that were passed over. */
  readonly skipped: readonly SkippedEntry[];
}

export interface DiscoveryOptions {
  /** Default `auto`. */
  readonly layout?: FolderLayout | undefined;
  /** Lister of subfolders; without it they are not looked into. */
  readonly list?: ListFolder;
}

const segmentationsFolder = "segmentations";

/**
 * Finds the cases of one folder. Layouts known: `case.nii.gz`; `case/any.nii.gz`; `liver.nii.gz` beside
 * `spleen.nii.gz` (one file per class), also as `case/liver.nii.gz` and `case/segmentations/liver.nii.gz`.
 *
 * @throws InputError E_EMPTY_FOLDER without any image; E_CASES if a case has two masks or the layout is unclear.
 */
export async function discoverCases(
  listing: FolderListing,
  folder: string,
  options: DiscoveryOptions = {},
): Promise<DiscoveredCases> {
  const layout = options.layout ?? "auto";
  const list: ListFolder = options.list ?? (() => []);
  const content = sortFolder(listing, folder);
  const whole = await wholeFolderCase(content, folder, layout, list);
  if (whole !== null) return { ...singleCase(folder, whole), skipped: content.skipped };
  if (content.images.size > 0) {
    const cases = new Map([...content.images].map(([id, path]) => [id, fileSource(path)] as const));
    return {
      cases,
      single: false,
      skipped: [...content.skipped, ...skippedFolders(content.folders, "folder")],
    };
  }
  return casesInSubfolders(content, folder, layout, list);
}

/** A file, or a folder of one file per class, that was named directly and so is one case. */
export function singleCase(path: string, source: StoredMask = fileSource(path)): DiscoveredCases {
  const base = composed(baseName(path));
  const name =
    base.toLowerCase() === segmentationsFolder ? composed(baseName(parentPath(path))) || base : base;
  const id = source.kind === "file" ? (caseIdOf(name) ?? name) : name;
  return { cases: new Map([[id, source]]), single: true, skipped: [] };
}

/** The folder as one case of one file per class, or null. Beside `segmentations/` lies at most the image itself. */
async function wholeFolderCase(
  content: FolderContent,
  folder: string,
  layout: FolderLayout,
  list: ListFolder,
): Promise<StoredMask | null> {
  if (layout === "cases") return null;
  if (content.images.size <= 1) {
    const inner = await segmentationsOf(content, folder, list);
    if (inner !== null && isClassFolder(inner.content, inner.folder, layout)) {
      return classSource(inner.content, inner.folder);
    }
  }
  return isClassFolder(content, folder, layout) ? classSource(content, folder) : null;
}

async function casesInSubfolders(
  content: FolderContent,
  folder: string,
  layout: FolderLayout,
  list: ListFolder,
): Promise<DiscoveredCases> {
  const cases = new Map<string, StoredMask>();
  const without: string[] = [];
  for (const name of content.folders) {
    const source = await subfolderCase(joinPath(folder, name), layout, list);
    if (source === null) without.push(name);
    else cases.set(composed(name), source);
  }
  if (cases.size === 0) throw new InputError("E_EMPTY_FOLDER", folder, emptyFolderMessage(content));
  const skipped = [...content.skipped, ...skippedFolders(without, "folder without an image")];
  return { cases: new Map([...cases].sort(([a], [b]) => byCodeUnit(a, b))), single: false, skipped };
}

async function subfolderCase(
  folder: string,
  layout: FolderLayout,
  list: ListFolder,
): Promise<StoredMask | null> {
  let content = sortFolder(await list(folder), folder);
  const inner = await segmentationsOf(content, folder, list);
  if (inner !== null && inner.content.images.size > 0) ({ content, folder } = inner);
  if (isClassFolder(content, folder, layout)) return classSource(content, folder);
  const paths = [...content.images.values()];
  if (paths.length > 1) {
    throw new InputError(
      "E_CASES",
      folder,
      `expected one mask in this subfolder, found ${paths.length} images (${someOf(paths.map(baseName))}); which is the mask is not clear. Keep one mask per subfolder, or give a folder of masks named by case.`,
    );
  }
  return paths.length === 1 ? fileSource(paths[0]) : null;
}

async function segmentationsOf(
  content: FolderContent,
  folder: string,
  list: ListFolder,
): Promise<{ content: FolderContent; folder: string } | null> {
  const name = content.folders.find((entry) => entry.toLowerCase() === segmentationsFolder);
  if (name === undefined) return null;
  const path = joinPath(folder, name);
  return { content: sortFolder(await list(path), path), folder: path };
}

function isClassFolder(content: FolderContent, folder: string, layout: FolderLayout): boolean {
  const names = [...content.images.keys()];
  if (layout !== "auto") return layout === "classes" && names.length > 0;
  const found = folderLayoutOf(names);
  if (found === "unclear") {
    throw new InputError(
      "E_CASES",
      folder,
      `one file per class, or one per case? ${someOf(names.filter(isKnownClass), 3)} are names of classes, ${someOf(
        names.filter((name) => !isKnownClass(name)),
        3,
      )} are not. Say which layout it is (classes or cases), or move the other files away.`,
    );
  }
  return found === "classes";
}

function classSource(content: FolderContent, folder: string): StoredMask {
  return { kind: "classes", path: folder, files: content.images };
}

function fileSource(path: string): StoredMask {
  return { kind: "file", path };
}

function skippedFolders(names: readonly string[], reason: SkippedEntry["reason"]): SkippedEntry[] {
  return names.map((name) => ({ name, reason }));
}

function emptyFolderMessage({ skipped, folders }: FolderContent): string {
  const files = skipped.map(({ name }) => name);
  const parts = [
    files.length > 0 ? `files: ${someOf(files)}` : "",
    folders.length > 0 ? `folders, none of them with a mask: ${someOf(folders)}` : "",
  ].filter((part) => part !== "");
  const held = parts.length > 0 ? `It holds ${parts.join("; ")}.` : "It is empty.";
  return `no mask found; expected ${expectedExtensions} files. ${held}`;
}

import type { FolderEntry, ListFolder } from "../src/cases/folder-listing.ts";

/** A tree of folders made from paths: `a/b.nii` is file b.nii in folder a, `a/` an empty folder. */
export function treeOf(...paths: string[]): { listing: FolderEntry[]; list: ListFolder } {
  const folders = new Map<string, Map<string, boolean>>([["root", new Map()]]);
  for (const path of paths) {
    const parts = path.split("/");
    let folder = "root";
    for (const [depth, name] of parts.entries()) {
      const isDirectory = depth < parts.length - 1;
      if (name === "") continue;
      folders.get(folder)!.set(name, isDirectory);
      if (!isDirectory) continue;
      folder = `${folder}/${name}`;
      if (!folders.has(folder)) folders.set(folder, new Map());
    }
  }
  const list = (folder: string) =>
    [...(folders.get(folder) ?? [])].map(([name, isDirectory]) => ({ name, isDirectory }));
  return { listing: list("root"), list };
}

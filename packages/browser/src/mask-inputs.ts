import { fileKinds, type LabelVolume } from "@pgt/metrics";
import { type FileContent, FileTree } from "./file-tree.ts";

/**
 * A label map: a file or its bytes; a path in `files`; the address of one, absolute or relative to the page; or voxels in
 * memory.
 */
export type MaskInput = FileContent | string | LabelVolume;

/**
 * A tree that has the inputs, each in a folder of its name, and the paths or voxels that stand for them.
 *
 * @param given where paths are looked up; what it lacks is an address.
 */
export function placeMasks<Names extends string>(
  inputs: Readonly<Record<Names, MaskInput>>,
  given: FileTree | undefined,
): { readonly files: FileTree; readonly masks: Record<Names, string | LabelVolume> } {
  const files = new FileTree(given?.entries() ?? []);
  const place = ([name, input]: [string, MaskInput]): [string, string | LabelVolume] => {
    if (typeof input === "string") {
      if (given) return [name, input];
      return [name, placed(files, name, new URL(input, location.href))];
    }
    const isFile = input instanceof Blob || input instanceof Uint8Array || input instanceof URL;
    return [name, isFile ? placed(files, name, input) : input];
  };
  const masks = Object.fromEntries((Object.entries(inputs) as [string, MaskInput][]).map(place));
  return { files, masks: masks as Record<Names, string | LabelVolume> };
}

function placed(files: FileTree, folder: string, content: FileContent): string {
  const path = `${folder}/${nameOf(content)}`;
  files.set(path, content);
  return path;
}

const unnamed = `volume${fileKinds.nifti.extensions[0]}`;

function nameOf(content: FileContent): string {
  if (content instanceof URL) return decodeURIComponent(content.pathname.split("/").at(-1)!) || unnamed;
  return content instanceof File ? content.name : unnamed;
}

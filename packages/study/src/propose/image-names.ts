import { baseName } from "../cases/folder-listing.ts";

const imageWord = /^(images?|imgs?|ct|mri?|t[12](w|n|c|ce|gd|f)?|flair|adc|dwi|pet|scans?|volumes?|0\d{3})$/i;

/** Tells if each word of a name says that it is an image and no mask: `image`, `ct`, `t1_0000` of nnU-Net. */
export function namesImage(name: string): boolean {
  return name.split(/[-_. ]+/).every((word) => imageWord.test(word));
}

/**
 * Tells if a folder holds images. `anna/ct` and `ben/ct` hold masks of such images.
 *
 * @param folders all folders with NIfTI files.
 */
export function isImageFolder(folder: string, folders: readonly string[]): boolean {
  if (/(^|\/)(images?|imgs?)(Tr|Ts)?$/i.test(folder)) return true;
  const name = baseName(folder);
  return namesImage(name) && folders.filter((other) => baseName(other) === name).length === 1;
}

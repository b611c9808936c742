import { baseName } from "../cases/folder-listing.ts";
import { wordsOf } from "./split-path.ts";

const imageWord =
  /^([234]d)?(images?|imgs?|imaging|ct|cbct|ncct|cta|mri?|mprage|t[12](w|n|c|f|ce|gd|gado|star)?|t2flair|flair|adc|dwi|dti|bold|swi|pd|dp|pet|suv|scans?|volumes?|4d|0\d{3})$/i;
/** Words beside an image's: where it comes from, and what was done to it. */
const besideImage =
  /^(anat|orig|raw|data|pre|pp|preprocessed|reg|registered|resampled|norm|n4|stripped|masked|on|in|to|middle|space|time-?\d+)$/i;

/** Tells if the words of a name say that it is an image and no mask: `image`, `ct`, `t1_0000` of nnU-Net. */
export function namesImage(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.some((word) => imageWord.test(word)) &&
    words.every((word) => imageWord.test(word) || besideImage.test(word))
  );
}

/**
 * Tells if a folder holds images. `anna/ct` and `ben/ct` hold masks of such images.
 *
 * @param folders all folders with masks or images.
 */
export function isImageFolder(folder: string, folders: readonly string[]): boolean {
  if (/(^|\/)(images?|imgs?)(Tr|Ts)?$/i.test(folder)) return true;
  const name = baseName(folder);
  return namesImage(name) && folders.filter((other) => baseName(other) === name).length === 1;
}

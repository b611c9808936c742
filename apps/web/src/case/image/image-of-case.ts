import { isMaskToOpen } from "@pgt/metrics";
import { fileName } from "../../upload/study-file.ts";

/** Finds images of a case: files named like it that no set of masks takes. */
export function imagesOfCase(
  caseId: string,
  paths: readonly string[],
  masks: ReadonlySet<string>,
): readonly string[] {
  const isNamed = (path: string) => {
    const name = fileName(path).normalize("NFC");
    const rest = name.slice(caseId.length);
    return name.startsWith(caseId) && /^([_.-]|$)/.test(rest);
  };
  const isInFolder = (path: string) => path.normalize("NFC").split("/").slice(0, -1).includes(caseId);
  return paths.filter(
    (path) => isMaskToOpen(path) && !masks.has(path) && (isNamed(path) || isInFolder(path)),
  );
}

const maskWord =
  /(^|[-_. /])(d?seg\w*|masks?|msk|labels?\w*|gt|ground|truth|ref|pred\w*|contours?)(?=$|[-_. /\d])/i;

/**
 * The image to show at first: none that is a mask, by its name or because a set of the table has it, in use or not.
 *
 * @param masks files of all sets of the table.
 */
export function imageToShow(images: readonly string[], masks: ReadonlySet<string>): string {
  const nameOf = (path: string) => path.split("/").slice(-2).join("/");
  return images.find((path) => !masks.has(path) && !maskWord.test(nameOf(path))) ?? "";
}

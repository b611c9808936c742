import { isMaskToOpen } from "@pgt/metrics";
import { fileName } from "../../upload/study-file.ts";

/** Finds images of a case: files named like it that no set of masks takes. */
export function imagesOfCase(
  caseId: string,
  paths: readonly string[],
  masks: ReadonlySet<string>,
): readonly string[] {
  const isNamed = (path: string) => {
    const name = fileName(path);
    const rest = name.slice(caseId.length);
    return name.startsWith(caseId) && /^([_.-]|$)/.test(rest);
  };
  const isInFolder = (path: string) => path.split("/").slice(0, -1).includes(caseId);
  return paths.filter(
    (path) => isMaskToOpen(path) && !masks.has(path) && (isNamed(path) || isInFolder(path)),
  );
}

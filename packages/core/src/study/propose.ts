import { readdir } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { proposeStudy as proposeFrom } from "@pgt/study";
import { readFault } from "../read-label-map.ts";

/**
 * Proposes a study manifest from the names of the files in a folder: YAML with comments on what a person must check.
 *
 * @param options.manifest where the manifest will lie: its paths are relative to that. Default: in the folder.
 * @throws InputError if the folder cannot be read, or holds no two sets of masks with a case in common.
 */
export async function proposeStudy(
  folder: string,
  options: { readonly manifest?: string } = {},
): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw readFault(folder, cause);
  });
  const files = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => relative(folder, resolve(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
  const from = options.manifest === undefined ? folder : dirname(options.manifest);
  const way = relative(from, folder).split(sep).join("/");
  return proposeFrom({
    folder,
    name: basename(resolve(folder)),
    files,
    prefix: way === "" ? "" : `${way}/`,
  });
}

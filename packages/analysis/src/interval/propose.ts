import { checkOptions, type OptionKeys } from "@pgt/metrics";
import { basename, dirname, platform, relative, resolve } from "@pgt/runner";
import { proposeStudy as proposeFrom } from "@pgt/study";

const optionKeys: OptionKeys<NonNullable<Parameters<typeof proposeStudy>[1]>> = {
  manifest: true,
  caseIs: true,
  raterIs: true,
};

/**
 * Proposes a study manifest from the names of the files in a folder: YAML with comments on what a person must check.
 *
 * @param options.manifest where the manifest will lie: its paths are relative to that. Default: in the folder.
 * @param options.caseIs a case, as its name stands in a path; where the names alone do not tell cases from raters.
 * @param options.raterIs the same, a rater.
 * @throws InputError if the folder cannot be read, or holds no two sets of masks with a case in common.
 */
export async function proposeStudy(
  folder: string,
  options: { readonly manifest?: string; readonly caseIs?: string; readonly raterIs?: string } = {},
): Promise<string> {
  checkOptions(options, optionKeys);
  const files = (await platform().files.filesBelow(folder))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
  const from = options.manifest === undefined ? folder : dirname(options.manifest);
  const { caseIs, raterIs } = options;
  const way = relative(from, folder);
  return proposeFrom({
    folder,
    name: basename(resolve(folder)),
    files,
    prefix: way === "" ? "" : `${way}/`,
    told: { ...(caseIs !== undefined && { caseIs }), ...(raterIs !== undefined && { raterIs }) },
  });
}

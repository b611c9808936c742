import { ratersAtMost } from "@pgt/engine";
import type { Note } from "@pgt/metrics";
import { InputError, isMaskToOpen, UsageError } from "@pgt/metrics";
import { classIdsOf, findCases, isFolder, join, listFolder } from "@pgt/runner";
import { caseGaps, type Entity, type FolderLayout, type MaskSource, matchCases } from "@pgt/study";
import type { UncertaintyInputs, UncertaintyOptions } from "./uncertainty-types.ts";

/** Files of one case, of one map or sample. */
interface SourcePart {
  readonly cases: ReadonlyMap<string, MaskSource>;
  /** Structure of a 3-D map. */
  readonly label?: number;
}

/** Maps or samples of one id. */
export interface SourceSet {
  readonly id: string;
  readonly kind: "probability" | "samples";
  readonly parts: readonly SourcePart[];
}

export interface LoadedSets {
  /** Cases that somebody else has besides, in order of id. */
  readonly cases: readonly string[];
  readonly raters: readonly { readonly id: string; readonly cases: ReadonlyMap<string, MaskSource> }[];
  readonly sources: readonly SourceSet[];
  readonly classIds: ReadonlyMap<string, number>;
  readonly notes: readonly Note[];
}

/**
 * Finds the files of all raters, maps and samples, and matches their cases.
 *
 * @throws UsageError for fewer than two raters, more than 32, or an id given twice; InputError for a folder that cannot be
 * read or shares no case with the others.
 */
export async function loadSets(inputs: UncertaintyInputs, options: UncertaintyOptions): Promise<LoadedSets> {
  const { raters, probabilities = {}, samples = {} } = inputs;
  checkIds(inputs);
  const entities: (Entity & { readonly role: "rater" | SourceSet["kind"]; readonly label?: number })[] = [];
  const add = async (
    role: "rater" | SourceSet["kind"],
    id: string,
    folders: readonly { readonly folder: string; readonly label?: number }[],
  ) => {
    for (const [at, { folder, label }] of folders.entries()) {
      const { cases, single } = await findCases(folder, options.layout);
      entities.push({
        role,
        id,
        session: at + 1,
        folder,
        cases,
        single,
        ...(label !== undefined && { label }),
      });
    }
  };
  for (const [id, folder] of Object.entries(raters)) await add("rater", id, [{ folder }]);
  for (const [id, folders] of Object.entries(probabilities)) await add("probability", id, folders);
  for (const [id, folders] of Object.entries(samples)) {
    const each = folders.length === 1 ? await sampleFolders(folders[0], options.layout) : folders;
    await add(
      "samples",
      id,
      each.map((folder) => ({ folder })),
    );
  }
  const match = matchCases(entities);
  const found = match.entities.map((entity, at) => ({ ...entities[at], cases: entity.cases }));
  const ofRole = (role: SourceSet["kind"]) => {
    const all = found.filter((entity) => entity.role === role);
    return [...new Set(all.map(({ id }) => id))].map((id): SourceSet => {
      return { id, kind: role, parts: all.filter((entity) => entity.id === id) };
    });
  };
  const ofRaters = found.filter(({ role }) => role === "rater");
  return {
    cases: match.cases.filter((id) => ofRaters.some(({ cases }) => cases.has(id))),
    raters: ofRaters,
    sources: [...ofRole("probability"), ...ofRole("samples")],
    classIds: classIdsOf(found.flatMap(({ cases }) => [...cases.values()])),
    notes: caseGaps(match),
  };
}

function checkIds({ raters, probabilities = {}, samples = {} }: UncertaintyInputs): void {
  const ids = Object.keys(raters);
  if (ids.length < 2 || ids.length > ratersAtMost) {
    const expected = `2 to ${ratersAtMost} raters were expected, ${ids.length} given`;
    throw new UsageError(
      "E_ENTITIES",
      `${expected}: how far raters differ is what probabilities are judged by`,
    );
  }
  const sources = [...Object.keys(probabilities), ...Object.keys(samples)];
  const all = [...ids, ...sources];
  const twice = all.find((id, at) => all.indexOf(id) !== at);
  if (twice !== undefined) throw new UsageError("E_ENTITIES", `"${twice}" is given twice.`);
}

/** A folder that holds no mask, only folders, has a sample in each of them. */
async function sampleFolders(path: string, layout: FolderLayout | undefined): Promise<readonly string[]> {
  if (layout === "classes" || !(await isFolder(path))) return [path];
  const entries = (await listFolder(path)).filter(({ name }) => !name.startsWith("."));
  if (entries.some(({ name, isDirectory }) => !isDirectory && isMaskToOpen(name))) return [path];
  const folders = entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => join(path, name));
  if (folders.length > 0) return folders.sort();
  throw new InputError("E_EMPTY_FOLDER", path, "samples were expected: files, or a folder for each sample");
}

import { ratersAtMost } from "@pgt/engine";
import { InputError, isMaskToOpen, type Note, UsageError } from "@pgt/metrics";
import { classIdsOf, findCases, type InputHash, isFolder, join, listFolder, type Plan } from "@pgt/runner";
import {
  caseGaps,
  type Entity,
  type FolderLayout,
  type MaskSource,
  matchCases,
  type StoredMask,
} from "@pgt/study";
import { loadFolders } from "../interval/folder-study.ts";
import { firstSessions, type LoadedEntity } from "../interval/loaded-study.ts";
import { loadManifest } from "../interval/manifest-study.ts";
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
  readonly plan: Plan;
  /** Cases that somebody else has besides, in order of id. */
  readonly cases: readonly string[];
  readonly raters: readonly { readonly id: string; readonly cases: ReadonlyMap<string, MaskSource> }[];
  readonly sources: readonly SourceSet[];
  readonly classIds: ReadonlyMap<string, number>;
  readonly notes: readonly Note[];
  /** Files that it rests on besides masks and maps, as they were read. */
  readonly inputs: readonly InputHash[];
}

/** One set of files, of a rater or of a source. */
interface GivenSet extends Entity {
  readonly use: "rater" | SourceSet["kind"];
  readonly cases: ReadonlyMap<string, StoredMask>;
  readonly label?: number;
}

interface GivenStudy {
  readonly plan: Plan;
  readonly sets: readonly GivenSet[];
  readonly notes: readonly Note[];
  readonly inputs: readonly InputHash[];
}

type Asked = Pick<UncertaintyOptions, "labels" | "layout">;

/**
 * Finds the files of all raters, maps and samples, and matches their cases.
 *
 * @param study folders, or the path of a manifest.
 * @throws UsageError for fewer than two raters, more than 32, or an id given twice; InputError for a manifest or folder
 * that cannot be read, or that shares no case with the others.
 */
export async function loadSets(
  study: UncertaintyInputs | string,
  { labels, layout }: UncertaintyOptions,
): Promise<LoadedSets> {
  const asked = { ...(labels !== undefined && { labels }), ...(layout && { layout }) };
  const { plan, sets, notes, inputs } =
    typeof study === "string" ? await manifestSets(study, asked) : await folderSets(study, asked);
  const match = matchCases(sets);
  const found = match.entities.map(({ cases }, at) => ({ ...sets[at], cases }));
  const ofUse = (use: SourceSet["kind"]) => {
    const all = found.filter((set) => set.use === use);
    return [...new Set(all.map(({ id }) => id))].map((id): SourceSet => {
      return { id, kind: use, parts: all.filter((set) => set.id === id) };
    });
  };
  const raters = found.filter(({ use }) => use === "rater");
  return {
    plan,
    cases: match.cases.filter((id) => raters.some(({ cases }) => cases.has(id))),
    raters,
    sources: [...ofUse("probability"), ...ofUse("samples")],
    classIds: classIdsOf(found.flatMap(({ cases }) => [...cases.values()])),
    notes: [...notes, ...caseGaps(match)],
    inputs,
  };
}

/** Raters in their first session, and models: all sessions of one are its samples, or its maps of single structures. */
async function manifestSets(path: string, asked: Asked): Promise<GivenStudy> {
  const { plan, entities, notes, inputs } = await loadManifest(path, asked, {
    roles: ["rater", "model"],
    made: "models are compared with raters",
    takesMaps: true,
  });
  const raters = firstSessions(entities.filter(({ role }) => role === "rater"));
  checkRaters(raters.map(({ id }) => id));
  const models = entities.filter(({ role }) => role === "model");
  return {
    plan,
    sets: [
      ...raters.map((rater) => ({ ...rater, use: "rater" as const })),
      ...models.map((model) => ({ ...model, use: useOf(model) })),
    ],
    notes: notes.map((note) => (note.code === "N-LINEAGE" ? { ...note, message: notIndependent } : note)),
    inputs,
  };
}

const notIndependent =
  "{entity} and masks that it is compared with were made from one another: it agrees with them more than it would by itself.";

function useOf({ kind }: LoadedEntity): SourceSet["kind"] {
  return kind === "probabilities" ? "probability" : "samples";
}

async function folderSets(inputs: UncertaintyInputs, asked: Asked): Promise<GivenStudy> {
  const { raters, probabilities = {}, samples = {} } = inputs;
  checkIds(inputs);
  const { plan, entities, notes, inputs: files } = await loadFolders({ raters }, asked);
  const sets: GivenSet[] = entities.map((rater) => ({ ...rater, use: "rater" }));
  const add = async (
    use: SourceSet["kind"],
    id: string,
    folders: readonly { readonly folder: string; readonly label?: number }[],
  ) => {
    for (const [at, given] of folders.entries()) {
      const { cases, single } = await findCases(given.folder, asked.layout);
      sets.push({ ...given, use, id, session: at + 1, cases, single });
    }
  };
  for (const [id, folders] of Object.entries(probabilities)) await add("probability", id, folders);
  for (const [id, folders] of Object.entries(samples)) {
    const each = folders.length === 1 ? await sampleFolders(folders[0], asked.layout) : folders;
    await add(
      "samples",
      id,
      each.map((folder) => ({ folder })),
    );
  }
  return { plan, sets, notes, inputs: files };
}

function checkIds({ raters, probabilities = {}, samples = {} }: UncertaintyInputs): void {
  const ids = Object.keys(raters);
  checkRaters(ids);
  const all = [...ids, ...Object.keys(probabilities), ...Object.keys(samples)];
  const twice = all.find((id, at) => all.indexOf(id) !== at);
  if (twice !== undefined) throw new UsageError("E_ENTITIES", `"${twice}" is given twice.`);
}

function checkRaters(ids: readonly string[]): void {
  if (ids.length >= 2 && ids.length <= ratersAtMost) return;
  const found = ids.length === 1 ? `1 (${ids[0]})` : String(ids.length);
  throw new UsageError(
    "E_ENTITIES",
    `2 to ${ratersAtMost} raters were expected, found ${found}: how far raters differ is what probabilities are judged by`,
  );
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

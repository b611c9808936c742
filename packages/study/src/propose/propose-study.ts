import {
  defaultMetrics,
  expectedExtensions,
  InputError,
  isMaskToOpen,
  plural,
  someOf,
  usualExtension,
} from "@pgt/metrics";
import { baseName, parentPath } from "../cases/folder-listing.ts";
import { type GuessedEntity, guessEntities } from "./entity-names.ts";
import { flatLayout } from "./flat-layout.ts";
import {
  annotatorFolderLayout,
  bidsLayout,
  caseFolderLayout,
  type FoundLayout,
  type MaskGroup,
  qubiqLayout,
} from "./layouts.ts";

/** Content of a folder, for a manifest to be proposed from. */
export interface StudyTree {
  /** The folder, for messages. */
  readonly folder: string;
  /** Name of the folder, for that of the study. */
  readonly name: string;
  /** Paths of all files below it, relative to it, with `/`. */
  readonly files: readonly string[];
  /** Path from the manifest to the folder: before every path in it. Empty: it will lie in it. */
  readonly prefix: string;
}

const lookedFor = `Looked for: one folder per rater, its files named by case (anna/case1${usualExtension}, ben/case1${usualExtension}); one folder per case, its files named by rater (case01/anna${usualExtension}, case02/anna${usualExtension}); both in every file name (case1_anna${usualExtension}, case1_ben${usualExtension}). Give one folder that holds the masks of all raters, name the files so, or write for each set where it lies, with {case} where the case stands (ben/Ben_{case}${usualExtension})`;

/**
 * Proposes a study manifest from file names alone, as YAML with comments on what a person must check.
 *
 * @throws InputError E_EMPTY_FOLDER if there is no mask, or fewer than two sets of masks of the same cases.
 */
export function proposeStudy(tree: StudyTree): string {
  const images = tree.files.filter(isMaskToOpen);
  if (images.length === 0) throw nothing(tree, `no mask found; expected ${expectedExtensions} files`);
  const layout = foundLayout(images);
  const groups = layout ? matching(layout.groups) : [];
  if (!layout || groups.length === 0) {
    throw nothing(
      tree,
      `no two sets of masks with a case in common among ${images.length} images (${someOf(images, 3)}). ${lookedFor}`,
    );
  }
  const alone = layout.groups.filter((group) => !groups.includes(group)).map(({ pattern }) => pattern);
  const checks =
    alone.length === 0
      ? layout.checks
      : [...layout.checks, `Left out, having no case in common with another set: ${someOf(alone)}.`];
  return manifestText(tree, { ...layout, groups, checks });
}

/** File names are split only where folders tell nothing. */
function foundLayout(images: readonly string[]): FoundLayout | null {
  const byFolder =
    qubiqLayout(images) ?? bidsLayout(images) ?? caseFolderLayout(images) ?? annotatorFolderLayout(images);
  return byFolder && matching(byFolder.groups).length > 0 ? byFolder : flatLayout(images);
}

/** Sets that share a case with another; the others are something else. */
function matching(groups: readonly MaskGroup[]): MaskGroup[] {
  return groups.filter((group) =>
    groups.some((other) => other !== group && [...group.cases].some((id) => other.cases.has(id))),
  );
}

function manifestText(tree: StudyTree, layout: FoundLayout): string {
  const entities = guessEntities(layout.groups.map(({ name }) => name));
  const cases = new Set(layout.groups.flatMap((group) => [...group.cases]));
  const dataset = tree.files.filter((path) => baseName(path) === "dataset.json").sort(byDepth)[0];
  const raters = new Set(entities.flatMap(({ role, id }) => (role === "rater" ? [id] : [])));
  const repeats = entities.some(({ role, session }) => role === "rater" && session > 1);
  return [
    "# A study manifest proposed from file names. CHECK marks what a person must look at.",
    `# Recognised: ${layout.title}; ${plural(cases.size, "case")}.`,
    ...layout.checks.map((text) => `# CHECK ${text}`),
    ...(raters.size < 2 && !repeats
      ? ["# CHECK An interval needs two raters, or one rater and a repeat: which of these are raters?"]
      : []),
    ...(repeats
      ? []
      : [
          "# CHECK No repeats were recognised. If a set is a second session of a rater, give it the rater's id and session: 2.",
        ]),
    "pgt: 1",
    `name: ${text(tree.name)}`,
    dataset === undefined
      ? "# labels: { 1: kidney, 2: tumor }    # CHECK without it: every label in any mask, by its number"
      : `labels: ${text(tree.prefix + dataset)}`,
    `metrics: [${defaultMetrics.map(text).join(", ")}]`,
    "# clusters: '^(P\\d+)_'    # CHECK if several cases come from one patient: the first group is the patient",
    "entities:",
    ...layout.groups.map((group, at) => entityLine(tree, group, entities[at], cases.size)),
    "",
  ].join("\n");
}

function entityLine(tree: StudyTree, group: MaskGroup, entity: GuessedEntity, cases: number): string {
  const fields = [
    `id: ${text(entity.id)}`,
    `role: ${entity.role}`,
    ...(entity.session > 1 ? [`session: ${entity.session}`] : []),
    `masks: ${JSON.stringify(tree.prefix + group.pattern)}`,
  ];
  const count = group.cases.size === cases ? "" : `; ${group.cases.size} of ${cases} cases`;
  return `  - { ${fields.join(", ")} }    # CHECK ${entity.check}${count}`;
}

function byDepth(a: string, b: string): number {
  return parentPath(a).length - parentPath(b).length || (a < b ? -1 : 1);
}

/** Text as YAML: plain where that cannot be read as anything but this text. */
function text(value: string): string {
  return /^[A-Za-z][\w./@-]*( [\w./@-]+)*$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

function nothing(tree: StudyTree, message: string): InputError {
  return new InputError("E_EMPTY_FOLDER", tree.folder === "." ? "the files given" : tree.folder, message);
}

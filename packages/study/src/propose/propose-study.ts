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
import { type FoundLayout, findLayout, loneSet, type Told } from "./find-layout.ts";
import { certaintyOf, layoutChecks, layoutTitle } from "./layout-notes.ts";
import { casesOf, type MaskSet } from "./mask-sets.ts";
import { setNames } from "./set-names.ts";

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
  /** What a person has said of the names. */
  readonly told?: Told;
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
  const layout = findLayout(images, tree.told);
  if (!layout) {
    throw nothing(
      tree,
      `no two sets of masks with a case in common among ${images.length} images (${someOf(images, 3)})${toldText(tree.told)}. ${reasonOf(images)}${lookedFor}`,
    );
  }
  return manifestText(tree, layout);
}

function toldText({ caseIs, raterIs }: Told = {}): string {
  const said = [
    ...(caseIs === undefined ? [] : [`"${caseIs}" is a case`]),
    ...(raterIs === undefined ? [] : [`"${raterIs}" is a rater`]),
  ];
  return said.length === 0 ? "" : `, if ${said.join(" and ")}`;
}

function reasonOf(images: readonly string[]): string {
  const lone = loneSet(images);
  if (!lone) return "";
  return `They are ${plural(lone.masks, "mask")} of one set, ${lone.pattern}; masks of the same cases by another rater, by the same rater again or by a model are missing. `;
}

function manifestText(tree: StudyTree, layout: FoundLayout): string {
  const { sets } = layout.design;
  const entities = guessEntities(setNames(sets)).map((entity, at) => ofMonaiLabel(entity, sets, at));
  const cases = casesOf(sets);
  const dataset = tree.files.filter((path) => baseName(path) === "dataset.json").sort(byDepth)[0];
  const raters = new Set(entities.flatMap(({ role, id }) => (role === "rater" ? [id] : [])));
  const repeats = entities.some(({ role, session }) => role === "rater" && session > 1);
  const { level, doubts } = certaintyOf(layout);
  return [
    "# A study manifest proposed from file names. CHECK marks what a person must look at.",
    `# Recognised: ${layoutTitle(layout)}; ${plural(cases.size, "case")}.`,
    ...(level === "high" ? ["# Certainty: high."] : []),
    ...[
      ...(level === "high" ? [] : [`Certainty: ${level}, ${doubts.join("; ")}.`]),
      ...layoutChecks(layout),
    ].map((text) => `# CHECK ${onOneLine(text)}`),
    ...(level === "low"
      ? [
          "# Are cases and raters mixed up? Name one of them: pgt init FOLDER --case-is NAME, or --rater-is NAME.",
        ]
      : []),
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
    ...sets.map((set, at) => entityLine(tree, set, entities[at], cases.size)),
    "",
  ].join("\n");
}

/** In a datastore of MONAI Label `original` is what a model proposed, and `final` what a person made of it. */
function ofMonaiLabel(entity: GuessedEntity, sets: readonly MaskSet[], at: number): GuessedEntity {
  const isOriginal = /(^|\/)labels\/original\//.test(sets[at].pattern);
  const hasFinal = sets.some(({ pattern }) => /(^|\/)labels\/final\//.test(pattern));
  return isOriginal && hasFinal
    ? { ...entity, role: "model", check: "by its folder what a model proposed" }
    : entity;
}

function entityLine(tree: StudyTree, set: MaskSet, entity: GuessedEntity, cases: number): string {
  const fields = [
    `id: ${text(entity.id)}`,
    `role: ${entity.role}`,
    ...(entity.session > 1 ? [`session: ${entity.session}`] : []),
    `masks: ${JSON.stringify(tree.prefix + set.pattern)}`,
  ];
  const count = set.masks.size === cases ? "" : `; ${set.masks.size} of ${cases} cases`;
  return `  - { ${fields.join(", ")} }    # CHECK ${entity.check}${count}`;
}

/** A name may hold a newline, which would end the comment. */
function onOneLine(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
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

import { tellsRater, tellsRole } from "./entity-names.ts";
import { type MaskSet, partsOf } from "./mask-sets.ts";
import { wordsOf } from "./split-path.ts";

/** Levels above the cases that say nothing of who made a mask. */
const batchWord =
  /^(train(ing)?|val(idation)?|test(ing)?|fold\d*|splits?|sites?|cent(er|re)s?|batch|cohort|dataset)$/i;

/** Tells if a folder is a batch of cases: a split, a fold, a site. */
export function namesBatch(folder: string): boolean {
  const words = wordsOf(folder).filter((word) => !/^(\d+|[a-z])$/i.test(word));
  return words.length > 0 && words.every((word) => batchWord.test(word.replace(/\d+$/, "")));
}

/**
 * Names of sets, from which entities are guessed: what their patterns have beside the case and do not share with all
 * others, folders before names (`anna/session1`).
 */
export function setNames(sets: readonly MaskSet[]): string[] {
  const paths = sets.map(({ pattern }) => partsOf(pattern));
  const folders = paths.map((parts) =>
    parts
      .slice(0, -1)
      .map(withoutCase)
      .filter((part) => part !== ""),
  );
  const files = ownWords(paths.map((parts) => parts.at(-1)!));
  return paths.map((parts, at) => {
    const own = folders[at].filter((part) => !folders.every((other) => other.includes(part)));
    const told = own.filter((part) => !namesBatch(part));
    const name = [...(told.length > 0 ? told : own), files[at]].filter((part) => part !== "").join("/");
    return name || withoutCase(parts.at(-1)!) || folders[at].at(-1) || "masks";
  });
}

/** A part of a pattern without the case; empty where it has a `*`, since that is a part of the case. */
function withoutCase(part: string): string {
  return part.includes("*") ? "" : part.replaceAll(/\{(case|part)\}/g, "").replace(/^[-_. ]+|[-_. ]+$/g, "");
}

/** Words of file names. A word that all share stays if it tells a role, or before a bare number. */
function ownWords(files: readonly string[]): string[] {
  const lists = files.map((file) => wordsOf(file.replaceAll("{case}", " ")));
  const isAligned = lists.every((words) => words.length === lists[0].length);
  const isCommon = (word: string | undefined, at: number) =>
    word !== undefined && lists.every((words) => (isAligned ? words[at] === word : words.includes(word)));
  return lists.map((words, list) => {
    const isRater = words.some((word, at) => tellsRater(word) && !isCommon(word, at));
    const own = words.filter((word, at) => {
      const next = words[at + 1];
      if (!isCommon(word, at)) return true;
      return (tellsRole(word) && !isRater) || (/^\d+$/.test(next ?? "") && !isCommon(next, at + 1));
    });
    return own.length === words.length && !files[list].includes("{case}") ? files[list] : own.join("_");
  });
}

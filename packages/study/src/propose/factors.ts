import { byCodeUnit } from "../cases/image-files.ts";
import { namesMask, namesSession, tellsRater, tellsRole } from "./entity-names.ts";
import { type MaskSet, maskCount, matchedSets, namesStructure, partsOf } from "./mask-sets.ts";
import { namesBatch } from "./set-names.ts";
import { wordsOf } from "./split-path.ts";

/**
 * Sets that differ in one folder and share no case are one set with `*` there, where the folder is a batch by its name
 * (`fold_0`), or holds several sets that repeat in the other batches (`siteA/anna`, `siteB/anna`, `siteA/ben` ...).
 */
export function mergedBatches(sets: readonly MaskSet[]): MaskSet[] {
  const families = new Map<string, MaskSet[]>();
  for (const set of sets) {
    const parts = set.pattern.split("/");
    for (let at = 0; at < parts.length - 1; at++) {
      if (/[{*]/.test(parts[at])) continue;
      const key = [...parts.slice(0, at), "*", ...parts.slice(at + 1)].join("/");
      families.set(key, [...(families.get(key) ?? []), set]);
    }
  }
  const batchesOf = ([key, own]: readonly [string, readonly MaskSet[]]) => {
    const at = key.split("/").indexOf("*");
    return own.map(({ pattern }) => pattern.split("/")[at]);
  };
  const found = [...families].filter(
    ([key, own]) => own.length > 1 && !key.slice(0, key.indexOf("*")).includes("*") && areDisjoint(own),
  );
  const isBatch = (family: readonly [string, readonly MaskSet[]]) => {
    const batches = batchesOf(family);
    if (batches.some((name) => tellsRater(name))) return false;
    if (batches.every(namesBatch)) return true;
    const names = batches.join("/");
    return found.filter((other) => batchesOf(other).join("/") === names).length > 1;
  };
  const chosen = found.find(isBatch);
  if (!chosen) return [...sets];
  const names = batchesOf(chosen).join("/");
  const alike = found.filter((other) => batchesOf(other).join("/") === names);
  const merged = alike.map(([pattern, own]) => ({
    pattern,
    masks: new Map(own.flatMap(({ masks }) => [...masks])),
  }));
  const used = new Set(alike.flatMap(([, own]) => own));
  return mergedBatches([...sets.filter((set) => !used.has(set)), ...merged]);
}

function areDisjoint(sets: readonly MaskSet[]): boolean {
  const all = new Set(sets.flatMap(({ masks }) => [...masks.keys()]));
  return all.size === maskCount(sets);
}

/** Sets of one structure, and what else there is. */
export interface ChosenStructure {
  readonly sets: readonly MaskSet[];
  /** Names of the structure taken and of the others; empty where there is one alone. */
  readonly structures: readonly string[];
  /** Folders of cases, where their ids repeat in each of them: the one taken and the others. */
  readonly folders: readonly string[];
}

/** Sets of the structure that most masks are of, where a maker has sets of several. */
export function ofOneStructure(sets: readonly MaskSet[]): ChosenStructure {
  const words = sets.map(wordsAmong(sets));
  return (
    chosenLevel(
      words,
      ({ raters }) => raters,
      ({ others }) => others,
    ) ??
    chosenLevel(
      words,
      ({ rest }) => rest,
      ({ structure }) => structure,
    ) ??
    withoutStructures(sets, words)
  );
}

/** The level with most masks; null if no maker has sets of two levels, so that they are no structures. */
function chosenLevel(
  words: readonly SetWords[],
  makerOf: (one: SetWords) => string,
  levelOf: (one: SetWords) => string,
): ChosenStructure | null {
  const isLevelOf = (one: SetWords, maker: string) => makerOf(one) === maker && levelOf(one) !== "";
  const isCrossed = words.some((one) => {
    const maker = makerOf(one);
    const levels = words.filter((other) => isLevelOf(other, maker)).map(levelOf);
    return maker !== "" && new Set(levels).size > 1;
  });
  if (!isCrossed) return null;
  const levels = [...new Set(words.map(levelOf))].sort(byCodeUnit).map((level) => {
    const own = words.filter((one) => levelOf(one) === level);
    return { own, sets: matchedSets(own.map(({ set }) => set)) };
  });
  const [chosen] = levels
    .filter((one) => one.sets.length > 1)
    .sort((a, b) => maskCount(b.sets) - maskCount(a.sets));
  if (!chosen) return null;
  const [first] = chosen.own;
  const others = [first, ...words.filter((one) => !chosen.own.includes(one))];
  const named = others.filter(({ folders, names }) => folders === first.folders && names !== "");
  return {
    sets: chosen.sets,
    structures: [...new Set(named.map(({ names }) => names))],
    folders: [...new Set(others.map(({ folders }) => folders))].filter((folder) => folder !== ""),
  };
}

/** A set named after a structure is none of the others' (`brain_mask` beside the lesions of experts). */
function withoutStructures(sets: readonly MaskSet[], words: readonly SetWords[]): ChosenStructure {
  const unnamed = matchedSets(words.filter(({ structure }) => structure === "").map(({ set }) => set));
  return { sets: unnamed.length > 1 ? unnamed : sets, structures: [], folders: [] };
}

/** Words of a set that not all sets share, by what they tell. */
interface SetWords {
  readonly set: MaskSet;
  readonly raters: string;
  /** Names of structures that are known. */
  readonly structure: string;
  /** Folders that name neither a maker, a session nor a structure. */
  readonly folders: string;
  /** Words of the file name, and folders of structures, that name neither a maker nor a session. */
  readonly names: string;
  /** Folders and names. */
  readonly others: string;
  /** All but structures. */
  readonly rest: string;
}

function wordsAmong(sets: readonly MaskSet[]): (set: MaskSet) => SetWords {
  const parts = new Map(sets.map((set) => [set, partsOf(set.pattern)] as const));
  const files = new Map(
    [...parts].map(([set, own]) => [set, wordsOf(own.at(-1)!.replaceAll("{case}", " "))] as const),
  );
  const isShared = (part: string) => [...parts.values()].every((own) => own.includes(part));
  const isCommon = (word: string) => [...files.values()].every((own) => own.includes(word));
  return (set) => {
    const above = parts.get(set)!.slice(0, -1);
    const own = above.filter((part) => !isShared(part) && !/[{*]/.test(part));
    const file = sorted(files.get(set)!.filter((word) => !isCommon(word) || tellsRater(word)));
    const structures = own.filter(namesStructure);
    const folder = sorted(own.filter((part) => !namesStructure(part)).flatMap(wordsOf));
    const isClass = namesStructure(file.others.join("_"));
    const known = isClass ? file.others : file.others.filter(namesStructure);
    const names = [...structures, ...file.others].join("_");
    const folders = folder.others.join("_");
    return {
      set,
      // A copy of a rater's masks among those of models is no set of the rater.
      raters: [...folder.all, ...file.all].some(tellsRole)
        ? ""
        : [...folder.raters, ...file.raters].join("_"),
      structure: [...structures, ...known].join("_"),
      folders,
      names,
      others: [folders, names].filter((text) => text !== "").join("/"),
      rest: [...folder.all, ...file.all].filter((word) => !known.includes(word)).join("_"),
    };
  };
}

/** Words of raters with their numbers (`annotation 1`, `seg01`), and others that name no maker, session or mask. */
function sorted(all: readonly string[]): { raters: string[]; others: string[]; all: readonly string[] } {
  const raters: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < all.length; at++) {
    const word = all[at];
    const isNumbered = /^.?\d+$/.test(all[at + 1] ?? "");
    if (/\d/.test(word) && (tellsRater(word) || namesMask(word))) raters.push(word);
    else if (tellsRater(word) && isNumbered) raters.push(`${word}_${all[++at]}`);
    else if (
      !tellsRater(word) &&
      !tellsRole(word) &&
      !namesSession(word) &&
      !namesMask(word) &&
      !/^[st]\d{1,2}$/i.test(word)
    ) {
      others.push(word);
    }
  }
  return { raters, others, all };
}

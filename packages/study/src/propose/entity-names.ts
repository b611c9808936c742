import { baseName, parentPath } from "../cases/folder-listing.ts";
import type { EntityRole } from "../manifest/manifest.ts";
import { wordsOf } from "./split-path.ts";

/** Owner of a set of masks, guessed from its name. */
export interface GuessedEntity {
  readonly id: string;
  readonly session: number;
  readonly role: EntityRole;
  /** Basis of the guess, for the person who checks it. */
  readonly check: string;
}

const roleWords: readonly (readonly [EntityRole, RegExp])[] = [
  ["consensus", /^(consensus|staple|simple|majority|mav|fused?|fusion|votes?|voting)$/],
  ["reference", /^(truth|gt|ground|groundtruth|reference|ref|gold)$/],
  [
    "model",
    /^(preds?|predictions?|predicted|models?|nets?|.*u-?net.*|swin.*|folds?|infer(ts)?|inference|outputs?|auto|automatic|ai|cnn|ensemble|total\w*segmentator|totalseg|synthseg|freesurfer|fastsurfer|monai.*|medsam.*|sam\d*|algorithms?)$/,
  ],
];
const raterWord =
  /^((raters?|readers?|annotators?|annotations?|experts?|observers?|graders?|manual)|labelst[rs]$)/i;
const maskWord = /^(d?seg|segm|segmentations?|masks?|msk|labels?|labelmap|contours?|roi)\d*$/i;
const repeatWords = /^(.*?)[-_. ]?(repeats?|repeated|again|retest|second)[-_. ]?(\d*)$/i;
const sessionWords = /^(.*?)[-_. ]?(?:sessions?|sess?|round|time|read|reading|timepoint)[-_. ]?(\d+)$/i;
const numbered = /^(.+)[-_. ][st]?(\d{1,2})$/i;

/**
 * Ids, sessions and roles of sets of masks.
 *
 * @param paths one per set: folders (`repeats/anna`), or names (`anna-repeat`). Each gives one entity, in order.
 */
export function guessEntities(paths: readonly string[]): GuessedEntity[] {
  const names = new Set(paths.map(baseName));
  const sessions = paths.map((path) => sessionOf(path, names));
  const isTold = (at: number) => {
    const { id, session } = sessions[at];
    return sessions.findIndex((other) => other.id === id && other.session === session) === at;
  };
  return paths.map((path, at) => {
    const { id, session } = isTold(at) ? sessions[at] : { id: path.replace(/[/\\]+/g, "-"), session: 1 };
    const role = roleOf(path, paths);
    const checks = [
      role === "rater" ? "a rater?" : `by its name a ${role}`,
      session > 1 ? `by its name session ${session} of ${id}` : "",
    ];
    return { id, session, role, check: checks.filter((text) => text !== "").join("; ") };
  });
}

/** Tells if a word says which role a set has: a model, a consensus or the truth. */
export function tellsRole(word: string): boolean {
  return roleWords.some(([, role]) => role.test(word.toLowerCase()));
}

/** Tells if a word says that a person made a mask. */
export function tellsRater(word: string): boolean {
  return raterWord.test(word);
}

function tellsAnyone(word: string): boolean {
  return tellsRole(word) || tellsRater(word);
}

/** Tells if a name says who made a mask: a role, or a rater in general. */
export function namesMaker(name: string): boolean {
  return name.split("/").some((part) => raterWord.test(part) || wordsOf(part).some(tellsAnyone));
}

/** Tells if a word says that something is a mask, and not whose. */
export function namesMask(word: string): boolean {
  return maskWord.test(word);
}

/** Tells if a name says which session of a rater it is, and no more: `session2`, `read1`. */
export function namesSession(name: string): boolean {
  return spelledSession(name)?.id === "";
}

/** The name itself goes before the folders that it lies in. */
function roleOf(path: string, all: readonly string[]): EntityRole {
  const parts = path.split("/");
  for (const [at, part] of [...parts.entries()].reverse()) {
    const words = wordsOf(part.toLowerCase());
    const found = roleWords.find(([, word]) => words.some((one) => word.test(one)));
    const folder = parts.slice(0, at + 1).join("/");
    const isShared =
      at < parts.length - 1 && all.filter((other) => other.startsWith(`${folder}/`)).length > 1;
    // A folder of several sets is a study of fusions sooner than several consensuses.
    if (found && !(isShared && found[0] === "consensus")) return found[0];
    if (raterWord.test(part)) return "rater";
  }
  return "rater";
}

function sessionOf(path: string, names: ReadonlySet<string>): { id: string; session: number } {
  const name = baseName(path);
  const above = baseName(parentPath(path));
  const own = spelledSession(name);
  if (own && (own.id !== "" || above !== "")) return { id: own.id || above, session: own.session };
  const folder = spelledSession(above);
  if (folder && folder.id === "") return { id: name, session: folder.session };
  const [, stem = "", digits = ""] = numbered.exec(name) ?? [];
  const session = Number(digits);
  const isSession = session > 0 && (names.has(stem) || hasSeveralStems(names, stem));
  return isSession ? { id: stem, session } : { id: name, session: 1 };
}

function spelledSession(name: string): { id: string; session: number } | null {
  const repeat = repeatWords.exec(name);
  // The first repeat is the second session.
  if (repeat) return { id: repeat[1], session: repeat[3] === "" ? 2 : Number(repeat[3]) + 1 };
  const session = sessionWords.exec(name);
  return session && Number(session[2]) > 0 ? { id: session[1], session: Number(session[2]) } : null;
}

/** `anna_1, anna_2, ben_1, ben_2` are sessions; `rater_1, rater_2, rater_3` are three raters. */
function hasSeveralStems(names: ReadonlySet<string>, stem: string): boolean {
  const found = [...names].flatMap((name) => {
    const [, own, digits] = numbered.exec(name) ?? [];
    return own === undefined ? [] : [{ stem: own, session: Number(digits) }];
  });
  const stems = new Set(found.map((one) => one.stem));
  return (
    stems.size > 1 && names.size > stems.size && found.some((one) => one.stem === stem && one.session === 1)
  );
}

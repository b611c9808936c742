import { caseIdOf, filePairOf, InputError, isVoxelFile, maskExtensions } from "@pgt/metrics";
import { type FolderListing, joinPath, type ListFolder } from "../cases/folder-listing.ts";
import { byCodeUnit } from "../cases/image-files.ts";

/** Pattern of an entity's masks: a path with `{case}`, and maybe `{part}`, and `*` for any part of a name. */
export interface MaskPattern {
  readonly text: string;
}

/** Match of a pattern: a file, or a folder of one file per class. */
export interface MatchedPath {
  readonly path: string;
  readonly isDirectory: boolean;
}

/**
 * Finds the masks of a pattern. `{case}`, `{part}` and `*` stand for any characters but `/`; `{case}` twice is the same text
 * twice. Where the case stands in two places (patient and visit), the second is `{part}`, and its id is both, joined by `_`.
 * A pattern whose last part has no extension matches images of any extension, and folders. Names are compared composed
 * (NFC), so that it does not matter how a system stores an accent.
 *
 * @param base folder that the pattern is relative to.
 * @throws InputError E_CASES if two files are the mask of one case.
 */
export async function findMasks(
  pattern: MaskPattern,
  base: string,
  list: ListFolder,
): Promise<Map<string, MatchedPath>> {
  const isAbsolute = /^([/\\]|[A-Za-z]:)/.test(pattern.text);
  const parts = pattern.text.split("/").filter((part) => part !== "" && part !== ".");
  let reached: Reached[] = [{ path: isAbsolute ? rootOf(pattern.text) : base, named: {}, isDirectory: true }];
  for (const [at, part] of (isAbsolute ? withoutDrive(parts) : parts).entries()) {
    const isLast = at === parts.length - 1;
    reached = (await Promise.all(reached.map((from) => step(from, part, isLast, list)))).flat();
  }
  return casesOf(reached, pattern);
}

/** Texts that `{case}` and `{part}` stand for, once they are known. */
interface Named {
  readonly case?: string;
  readonly part?: string;
}

interface Reached extends MatchedPath {
  readonly named: Named;
  /** A part above was found by a wildcard, so a folder that is missing below it is no fault. */
  readonly isFound?: boolean;
}

async function step(from: Reached, part: string, isLast: boolean, list: ListFolder): Promise<Reached[]> {
  const isAscii = /^[ -~]*$/.test(part);
  if (!isWild(part) && !isLast && isAscii) return [{ ...from, path: joinPath(from.path, part) }];
  const expression = expressionOf(part, from.named);
  const entries = await entriesOf(from, list);
  return entries.flatMap(({ name, isDirectory }): Reached[] => {
    if (name.startsWith(".") || (!isLast && !isDirectory)) return [];
    const match = expression.exec(name.normalize("NFC"));
    if (!match) return [];
    const reached = { path: joinPath(from.path, name), isDirectory, isFound: true };
    const own = match.groups ?? {};
    const named = { ...from.named, ...own };
    if (!isLast) return [{ ...reached, named }];
    if (named.case === undefined || (!isDirectory && caseIdOf(name) === null)) return [];
    const [open] = /\{(case|part)\}$/.exec(part)?.slice(1) ?? [];
    if (isDirectory || open === undefined || own[open] === undefined) return [{ ...reached, named }];
    const id = caseIdOf(own[open]);
    return id === null ? [] : [{ ...reached, named: { ...named, [open]: id } }];
  });
}

async function entriesOf({ path, isFound }: Reached, list: ListFolder): Promise<FolderListing> {
  try {
    return await list(path);
  } catch (error) {
    if (isFound && error instanceof InputError && error.code === "E_NOT_FOUND") return [];
    throw error;
  }
}

function isWild(part: string): boolean {
  return /\*|\{(case|part)\}/.test(part);
}

/** The case, once known, must be the same again. */
function expressionOf(part: string, known: Named): RegExp {
  const seen = new Set<string>();
  const body = part
    .normalize("NFC")
    .split(/(\{(?:case|part)\}|\*+)/)
    .map((piece) => {
      if (piece.startsWith("*")) return ".*?";
      const name = /^\{(case|part)\}$/.exec(piece)?.[1] as keyof Named | undefined;
      if (name === undefined) return escaped(piece);
      const text = known[name];
      if (text !== undefined) return escaped(text);
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>.+)`;
    })
    .join("");
  // An extension may follow a last part that ends with a case known from its folder.
  const [, last] = /\{(case|part)\}$/.exec(part) ?? [];
  const isKnown = last !== undefined && known[last as keyof Named] !== undefined;
  const ending = isKnown ? `(${maskExtensions.map(escaped).join("|")})?` : "";
  return new RegExp(`^${body}${ending}$`, "s");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function casesOf(reached: readonly Reached[], pattern: MaskPattern): Map<string, MatchedPath> {
  const cases = new Map<string, MatchedPath>();
  for (const { path, isDirectory, named } of [...reached].sort((a, b) => byCodeUnit(a.path, b.path))) {
    const caseId = [named.case, named.part].filter((text) => text !== undefined).join("_");
    const other = cases.get(caseId);
    if (other && isPairOf(other.path, path)) continue;
    if (other) {
      throw new InputError(
        "E_CASES",
        pattern.text,
        `case "${caseId}" has two masks: ${other.path} and ${path}. Keep one mask per case, or make the pattern narrower.`,
      );
    }
    cases.set(caseId, { path, isDirectory });
  }
  return new Map([...cases].sort(([a], [b]) => byCodeUnit(a, b)));
}

/** The header comes before the voxels, and is the file to open. */
function isPairOf(header: string, image: string): boolean {
  return !isVoxelFile(header) && filePairOf(header)?.voxels.includes(image) === true;
}

function rootOf(text: string): string {
  const drive = /^[A-Za-z]:/.exec(text);
  return drive ? `${drive[0]}/` : "/";
}

function withoutDrive(parts: readonly string[]): string[] {
  return parts.filter((part, at) => at > 0 || !/^[A-Za-z]:$/.test(part));
}

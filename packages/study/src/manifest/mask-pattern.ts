import { caseIdOf, filePairOf, InputError, isVoxelFile, maskExtensions } from "@pgt/metrics";
import { type FolderListing, joinPath, type ListFolder } from "../cases/folder-listing.ts";
import { byCodeUnit } from "../cases/image-files.ts";

/** Pattern of an entity's masks: a path with `{case}`, and `*` for any part of a name. */
export interface MaskPattern {
  readonly text: string;
}

/** Match of a pattern: a file, or a folder of one file per class. */
export interface MatchedPath {
  readonly path: string;
  readonly isDirectory: boolean;
}

/**
 * Finds the masks of a pattern. `{case}` and `*` stand for any characters but `/`; `{case}` twice is the same text
 * twice. A pattern whose last part has no extension matches images of any extension, and folders.
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
  let reached: Reached[] = [
    { path: isAbsolute ? rootOf(pattern.text) : base, caseId: null, isDirectory: true },
  ];
  for (const [at, part] of (isAbsolute ? withoutDrive(parts) : parts).entries()) {
    const isLast = at === parts.length - 1;
    reached = (await Promise.all(reached.map((from) => step(from, part, isLast, list)))).flat();
  }
  return casesOf(reached, pattern);
}

interface Reached extends MatchedPath {
  readonly caseId: string | null;
  /** A part above was found by a wildcard, so a folder that is missing below it is no fault. */
  readonly isFound?: boolean;
}

async function step(from: Reached, part: string, isLast: boolean, list: ListFolder): Promise<Reached[]> {
  if (!isWild(part) && !isLast) return [{ ...from, path: joinPath(from.path, part) }];
  const expression = expressionOf(part, from.caseId);
  const entries = await entriesOf(from, list);
  return entries.flatMap(({ name, isDirectory }): Reached[] => {
    if (name.startsWith(".") || (!isLast && !isDirectory)) return [];
    const match = expression.exec(name);
    const own = match?.groups?.case;
    const found = own ?? from.caseId;
    if (!match || found === null) {
      return match && !isLast
        ? [{ path: joinPath(from.path, name), caseId: null, isDirectory, isFound: true }]
        : [];
    }
    const withExtension = own !== undefined && isLast && !isDirectory && part.endsWith("{case}");
    const caseId = withExtension ? caseIdOf(found) : found;
    const isMask = !isLast || isDirectory || caseIdOf(name) !== null;
    const path = joinPath(from.path, name);
    return caseId === null || !isMask ? [] : [{ path, caseId, isDirectory, isFound: true }];
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
  return part.includes("*") || part.includes("{case}");
}

/** The case, once known, must be the same again. */
function expressionOf(part: string, known: string | null): RegExp {
  let isNamed = known !== null;
  const body = part
    .split(/(\{case\}|\*+)/)
    .map((piece) => {
      if (piece.startsWith("*")) return ".*?";
      if (piece !== "{case}") return escaped(piece);
      if (known !== null) return escaped(known);
      if (isNamed) return "\\k<case>";
      isNamed = true;
      return "(?<case>.+)";
    })
    .join("");
  // An extension may follow a last part that ends with a case known from its folder.
  const ending =
    known !== null && part.endsWith("{case}") ? `(${maskExtensions.map(escaped).join("|")})?` : "";
  return new RegExp(`^${body}${ending}$`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function casesOf(reached: readonly Reached[], pattern: MaskPattern): Map<string, MatchedPath> {
  const cases = new Map<string, MatchedPath>();
  for (const { path, isDirectory, caseId } of [...reached].sort((a, b) => byCodeUnit(a.path, b.path))) {
    if (caseId === null) continue;
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

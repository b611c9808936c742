import { isMaskFile, isMaskToOpen, maskExtensions } from "@pgt/metrics";
import type { StudyTable } from "./study-table.ts";

const ending = `(?:${maskExtensions
  .filter((one) => isMaskToOpen(`mask${one}`))
  .map(escaped)
  .join("|")})`;

/**
 * Finds the files of a manifest's pattern, by case. The table counts them while the pattern is typed, and lists the files
 * that take no part. The run and the viewer ask the library, which finds the same cases; a test compares the two. A class
 * per file in a folder of the case gives the case several files.
 *
 * @param folder that the pattern is relative to.
 */
export function maskFiles(
  pattern: string,
  folder: string,
  paths: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  if (!pattern.includes("{case}")) return found;
  const expression = expressionOf(resolved(pattern, folder));
  for (const path of paths) {
    const match = expression.exec(path.normalize("NFC"));
    if (!match) continue;
    const id = [match.groups?.case, match.groups?.part].filter((text) => text !== undefined).join("_");
    found.set(id, [...(found.get(id) ?? []), path]);
  }
  return found;
}

/** Lists the sets in use that have no file, a sentence each. */
export function setsWithoutFiles({ lines, folder }: StudyTable, paths: readonly string[]): string[] {
  return lines
    .filter(({ included, masks }) => included && masks.includes("{case}"))
    .filter(({ masks }) => maskFiles(masks, folder, paths).size === 0)
    .map(({ id, masks }) => `No file is found for ${id}: "${masks}" is the path of none of those dropped.`);
}

/** `../anna/{case}` seen from `study/lists` is `study/anna/{case}`. */
function resolved(pattern: string, folder: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${pattern}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function expressionOf(pattern: string): RegExp {
  const seen = new Set<string>();
  const body = pattern
    .normalize("NFC")
    .split(/(\{(?:case|part)\}|\*+)/)
    .map((piece) => {
      if (piece.startsWith("*")) return "[^/]*?";
      const [, name] = /^\{(case|part)\}$/.exec(piece) ?? [];
      if (name === undefined) return escaped(piece);
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>[^/]+)`;
    })
    .join("");
  return new RegExp(`^${body}${isMaskFile(pattern) ? "" : `(?:${ending}|/[^/]+${ending})`}$`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

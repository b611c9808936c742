import { readdirSync, readFileSync } from "node:fs";
import { splitExtension } from "@pgt/metrics";
import { parse } from "yaml";

/** One layout of a data set, with the right answer. */
export interface GoldenLayout {
  readonly name: string;
  readonly files: readonly string[];
  /** `id role session pattern` of each set; empty where nothing can be compared. */
  readonly sets: readonly string[];
  /** Text that the message holds where nothing can be compared. */
  readonly refused?: string;
}

interface Written {
  readonly name: string;
  readonly cases?: readonly string[];
  readonly files: readonly string[];
  /** Expression that the files kept match. */
  readonly only?: string;
  readonly sets?: readonly string[];
  readonly refused?: string;
}

const folder = new URL(".", import.meta.url);

export const goldenLayouts: readonly GoldenLayout[] = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .flatMap((name) => parse(readFileSync(new URL(name, folder), "utf8")) as Written[])
  .map(({ cases = [""], files, only = "", sets = [], ...rest }) => ({
    ...rest,
    sets,
    files: files
      .flatMap((line) => cases.map((id) => line.replaceAll("<case>", id)))
      .flatMap(spelledOut)
      .filter((path, at, all) => new RegExp(only).test(path) && all.indexOf(path) === at),
  }));

/** `{a,b}/c` as `a/c` and `b/c`. */
function spelledOut(line: string): string[] {
  const [whole, choices] = /\{([^{}]*)\}/.exec(line) ?? [];
  if (whole === undefined) return [line];
  return choices.split(",").flatMap((choice) => spelledOut(line.replace(whole, () => choice)));
}

/** A set of masks as the proposal has it. */
export interface ProposedSet {
  readonly id: string;
  readonly role: string;
  readonly session: number;
  readonly pattern: string;
}

export function setOf(line: string): ProposedSet {
  const [, id, role, session, pattern] = /^(.+?) (\w+) (\d+) (.+)$/.exec(line)!;
  return { id, role, session: Number(session), pattern };
}

/**
 * An answer whatever its words: who made which file in which session and role, and which files are of one case. Two
 * answers that differ in the spelling of ids, cases or patterns alone are the same text.
 */
export function inMeaning(sets: readonly ProposedSet[], files: readonly string[]): string {
  const masks = sets.flatMap((set) =>
    [...masksOf(set.pattern, files)].map(([path, id]) => ({ ...set, path, caseId: id })),
  );
  const makers = groups(masks, ({ id }) => id).map(
    (own) => `made: ${own.map(({ path, role, session }) => `${path} (${role} ${session})`).join(", ")}`,
  );
  const cases = groups(masks, ({ caseId }) => caseId).map(
    (own) => `case: ${own.map(({ path }) => path).join(", ")}`,
  );
  return [...makers, ...cases].sort().join("\n");
}

/** File -> case, by a pattern. */
export function masksOf(pattern: string, files: readonly string[]): Map<string, string> {
  const seen = new Set<string>();
  const body = pattern.replace(/\{(\w+)\}|\*|[\\^$.+?()[\]|]/g, (piece, name?: string) => {
    if (piece === "*") return "[^/]*";
    if (name === undefined) return `\\${piece}`;
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>[^/]+)`;
  });
  // A pattern without extension is a folder of one file per class.
  const isFolder = splitExtension(pattern)[1] === "";
  const expression = new RegExp(`^${body}${isFolder ? "(?:/[^/]+)?" : ""}$`);
  return new Map(
    files.flatMap((path) => {
      const match = expression.exec(path);
      return match ? [[path, Object.values(match.groups ?? {}).join("_")] as const] : [];
    }),
  );
}

function groups<T extends { readonly path: string }>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return [...found.values()].map((own) => own.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

import { splitExtension } from "@pgt/metrics";

/** A folder of a path, or the file name without its extension, and the words in it. */
export interface PathPart {
  readonly text: string;
  readonly words: readonly string[];
  /** First character of each word in the text. */
  readonly starts: readonly number[];
}

/** A path split at folders and at separators, composed (NFC). */
export interface SplitPath {
  readonly path: string;
  readonly parts: readonly PathPart[];
  /** Extension; for a folder of one file per class nothing, or the inner folder. */
  readonly ending: string;
}

/** More words than a name has: of a longer one no single words are looked at. */
const mostWords = 20;

export function splitPaths(paths: readonly string[]): SplitPath[] {
  const known = new Map<string, PathPart>();
  const partOf = (text: string) => {
    const part = known.get(text) ?? splitPart(text);
    known.set(text, part);
    return part;
  };
  return paths.map((path) => {
    const [stem, ending] = splitEnding(path.normalize("NFC"));
    return { path, parts: stem.split("/").map(partOf), ending };
  });
}

/** The inner folder `segmentations` is no part of a path, but how its class files end. */
export function splitEnding(path: string): [stem: string, ending: string] {
  const [inner = ""] = /.\/segmentations$/i.exec(path) ?? [];
  return inner === "" ? splitExtension(path) : [path.slice(0, 1 - inner.length), inner.slice(1)];
}

function splitPart(text: string): PathPart {
  const found = [...text.matchAll(/[^-_. ]+/g)];
  if (found.length === 0 || found.length > mostWords) return { text, words: [text], starts: [0] };
  return { text, words: found.map(([word]) => word), starts: found.map(({ index }) => index) };
}

/** Words of a text, split at separators. */
export function wordsOf(text: string): string[] {
  return text.split(/[-_. ]+/).filter((word) => word !== "");
}

/** The text with one inside the other at the borders of words, as an index; -1 if it is not. */
export function wordIndexOf(text: string, inner: string): number {
  const at = text.indexOf(inner);
  if (at < 0) return -1;
  const isBorder = (place: number) => place < 0 || place >= text.length || /[-_. ]/.test(text[place]);
  return isBorder(at - 1) && isBorder(at + inner.length) ? at : -1;
}

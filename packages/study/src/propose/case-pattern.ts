import type { FoundCase } from "./case-place.ts";
import { type SplitPath, wordIndexOf } from "./split-path.ts";

/**
 * Pattern of a path whose case is known: `{case}` wherever it stands, `*` for folders that are a part of it, `{part}`
 * for the lower of two folders that are the case together.
 */
export function patternOf({ parts, ending }: SplitPath, { text, part, from, below }: FoundCase): string {
  if (below !== undefined) {
    const written = parts.map((own, at) => (at === part ? "{case}" : at === below ? "{part}" : own.text));
    return written.join("/") + ending;
  }
  const isBids = text.startsWith("sub-") && wordIndexOf(parts.at(-1)!.text, text) === 0;
  const written = parts.map((own, at) => {
    if (isBids && at < parts.length - 1 && /^(sub|ses)-/.test(own.text)) return `${own.text.slice(0, 4)}*`;
    if (at === part) return `${own.text.slice(0, from)}{case}${own.text.slice(from + text.length)}`;
    return withCase(own.text, text, at < part);
  });
  return written.join("/") + ending;
}

function withCase(part: string, id: string, isAbove: boolean): string {
  if (part === id) return "{case}";
  // A short number may stand anywhere.
  if (/[a-z]/i.test(id) || id.length > 3) {
    const at = wordIndexOf(part, id);
    if (at >= 0) return `${part.slice(0, at)}{case}${part.slice(at + id.length)}`;
  }
  return isAbove && /\d/.test(part) && wordIndexOf(id, part) >= 0 ? "*" : part;
}

import { InputError } from "@pgt/metrics";
import {
  Composer,
  type Document,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  visit,
  type YAMLMap,
} from "yaml";

/** Place of a value in a document: keys of maps and places in lists, from the root. */
export type FieldPath = readonly (string | number)[];

/** A YAML or JSON document whose fields know their lines. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** `line 7: entities[2].role`. */
  readonly whereIs: (path: FieldPath) => string;
  /** The error of a field: file, line, field, and what is wrong. */
  readonly fault: (path: FieldPath, message: string) => InputError;
}

/** Words and signs of a document, each of which takes a few microseconds: a label of a manifest is eight. */
const MOST_LEXEMES = 135_000;
/** Lists and maps within each other; those of a manifest lie four deep. */
const MOST_LEVELS = 64;
/** Aliases in one document, and nodes that those of one anchor may stand for. */
const MOST_ALIASES = 100;

/**
 * Reads YAML 1.2, of which JSON is a part: up to 135,000 words and signs (16,000 labels), 64 levels and 100 aliases.
 * Time is linear in the text.
 *
 * @throws InputError E_MANIFEST naming file, line and column where the text is not YAML.
 */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const refusal = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    const where = `line ${line}, column ${col}: not valid YAML (${firstLine(message)})`;
    return new InputError("E_MANIFEST", file, where);
  };
  const document = compose(text, lines, refusal);
  checkKeys(document, refusal);
  const offsetOf = offsetsIn(document.contents);
  const lineOf = (path: FieldPath) => lines.linePos(offsetOf(path)).line;
  const whereIs = (path: FieldPath) => [`line ${lineOf(path)}`, ...fieldName(path)].join(": ");
  const fault = (path: FieldPath, message: string) =>
    new InputError("E_MANIFEST", file, `${whereIs(path)}: ${message}`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    throw new InputError("E_MANIFEST", file, `not valid YAML (${(cause as Error).message})`, { cause });
  }
  return { file, value, whereIs, fault };
}

type Refusal = (offset: number, message: string) => InputError;

/** Parses up to the first fault, and no deeper than the bound: composing and resolving go down by recursion. */
function compose(text: string, lines: LineCounter, refusal: Refusal): Document {
  const parser = new Parser(lines.addNewLine);
  const composer = firstFaultComposer(refusal);
  const documents: Document[] = [];
  const take = (tokens: ReturnType<Parser["next"]>) => {
    for (const token of tokens) {
      if (token.type === "error") {
        const found = token.source ? `: ${JSON.stringify(token.source)}` : "";
        throw refusal(token.offset, token.message + found);
      }
      documents.push(...composer.next(token));
      if (documents.length > 1) throw refusal(token.offset, "more than one document");
    }
  };
  let lexemes = 0;
  let aliases = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    take(parser.next(lexeme));
    if (lexeme.startsWith("*")) aliases++;
    if (parser.stack.length > MOST_LEVELS)
      throw refusal(offset, `more than ${MOST_LEVELS} lists and maps in each other`);
    if (aliases > MOST_ALIASES) throw refusal(offset, `more than ${MOST_ALIASES} aliases`);
    if (++lexemes > MOST_LEXEMES) throw refusal(offset, `more than ${MOST_LEXEMES} words and signs`);
  }
  take(parser.end());
  documents.push(...composer.end(true, text.length));
  const [document, second] = documents;
  if (second) throw refusal(second.range?.[0] ?? 0, "more than one document");
  return document;
}

type Place = number | readonly [number, number, number?] | { readonly offset: number };

/** Composer that throws the first fault, where the library would collect them all. */
function firstFaultComposer(refusal: Refusal): Composer {
  // Keys are compared here, as the library takes time in the square of their number.
  const composer = new Composer({ prettyErrors: false, stringKeys: true, uniqueKeys: false });
  let first: InputError | undefined;
  const onError = (source: Place, _: string, message: string, isWarning = false) => {
    if (isWarning) return;
    const offset = typeof source === "number" ? source : "offset" in source ? source.offset : source[0];
    // The library reports what is thrown while it resolves a value once more.
    first ??= refusal(offset, message);
    throw first;
  };
  // biome-ignore lint/complexity/useLiteralKeys: TypeScript lets private fields be written in this way only.
  composer["onError"] = onError;
  return composer;
}

function checkKeys(document: Document, refusal: Refusal): void {
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) throw refusal(key.range?.[0] ?? 0, "Map keys must be unique");
        seen.add(key.value);
      }
    },
  });
}

/** `entities[2].role`; nothing for the root. */
function fieldName(path: FieldPath): string[] {
  const parts = path.map((part, at) =>
    typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${part}`,
  );
  return path.length === 0 ? [] : [parts.join("")];
}

/** Offset of the deepest part of a path that is there: a missing field is reported where it should be. */
function offsetsIn(root: Node | null): (path: FieldPath) => number {
  const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, YAMLMap["items"][number]>>();
  const pairOf = (map: YAMLMap, key: string) => {
    const known =
      pairs.get(map) ??
      new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : "", pair]));
    pairs.set(map, known);
    return known.get(key);
  };
  return (path) => {
    let node: unknown = root;
    let offset = root?.range?.[0] ?? 0;
    for (const part of path) {
      if (isMap(node)) {
        const pair = pairOf(node, String(part));
        if (!pair) return offset;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value;
      } else if (node !== null && typeof node === "object" && "items" in node && Array.isArray(node.items)) {
        node = node.items[Number(part)];
        offset = (node as Node | undefined)?.range?.[0] ?? offset;
      } else return offset;
    }
    return offset;
  };
}

function firstLine(text: string): string {
  return text.split("\n")[0];
}

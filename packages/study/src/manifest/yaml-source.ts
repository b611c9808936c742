import { InputError } from "@pgt/metrics";
import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";

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

/** Aliases of one document may stand for at most this many nodes. */
const mostAliases = 100;

/**
 * Reads YAML 1.2, of which JSON is a part.
 *
 * @throws InputError E_MANIFEST naming file, line and column where the text is not YAML.
 */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const message = `line ${line}, column ${col}: not valid YAML (${firstLine(error.message)})`;
    throw new InputError("E_MANIFEST", file, message);
  }
  const lineOf = (path: FieldPath) => lines.linePos(offsetOf(document.contents, path)).line;
  const whereIs = (path: FieldPath) => [`line ${lineOf(path)}`, ...fieldName(path)].join(": ");
  const fault = (path: FieldPath, message: string) =>
    new InputError("E_MANIFEST", file, `${whereIs(path)}: ${message}`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (cause) {
    throw new InputError("E_MANIFEST", file, `not valid YAML (${(cause as Error).message})`, { cause });
  }
  return { file, value, whereIs, fault };
}

/** `entities[2].role`; nothing for the root. */
function fieldName(path: FieldPath): string[] {
  const parts = path.map((part, at) =>
    typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${part}`,
  );
  return path.length === 0 ? [] : [parts.join("")];
}

/** Offset of the deepest part of the path that is there: a missing field is reported where it should be. */
function offsetOf(root: Node | null, path: FieldPath): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (node !== null && typeof node === "object" && "items" in node && Array.isArray(node.items)) {
      node = node.items[Number(part)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}

function firstLine(text: string): string {
  return text.split("\n")[0];
}

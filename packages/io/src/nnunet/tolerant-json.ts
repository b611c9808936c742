import { InputError, type InputErrorCode } from "@pgt/metrics";

export type JsonObject = { readonly [key: string]: unknown };

/** Lists and objects within each other; no file that is read here has more than six. */
const MOST_LEVELS = 64;

/**
 * Parses JSON in which Python has written `NaN`, `Infinity` or `-Infinity` bare: NaN becomes null, the infinities
 * stay what they are. Time is linear in the text, and 64 levels are the deepest that is parsed.
 *
 * @throws InputError with the given code if it is no JSON for another reason.
 */
export function parseTolerantJson(text: string, file: string, code: InputErrorCode): unknown {
  const plain = text.replace(/^\ufeff/, "");
  const strings = stringsOf(plain);
  checkLevels(plain, strings, file, code);
  try {
    return JSON.parse(plain);
  } catch {
    return parseWithNumbers(plain, strings, file, code);
  }
}

function parseWithNumbers(text: string, strings: Iterable<Span>, file: string, code: InputErrorCode) {
  let at = 0;
  let plain = "";
  for (const [from, to] of strings) {
    plain += withJsonNumbers(text.slice(at, from)) + text.slice(from, to);
    at = to;
  }
  try {
    return JSON.parse(plain + withJsonNumbers(text.slice(at)));
  } catch (cause) {
    throw new InputError(code, file, `not valid JSON (${(cause as Error).message})`, { cause });
  }
}

function withJsonNumbers(text: string): string {
  return text.replace(/\bInfinity\b|\bNaN\b/g, (token) => (token === "NaN" ? "null" : "1e999"));
}

type Span = readonly [from: number, to: number];

/** Places of strings with their quotes; one that is not ended reaches to the end of the text. */
function stringsOf(text: string): Span[] {
  const spans: Span[] = [];
  for (let from = text.indexOf('"'); from >= 0; ) {
    let to = from + 1;
    while (to < text.length && text[to] !== '"') to += text[to] === "\\" ? 2 : 1;
    spans.push([from, to + 1]);
    from = text.indexOf('"', to + 1);
  }
  return spans;
}

function checkLevels(text: string, strings: Iterable<Span>, file: string, code: InputErrorCode): void {
  let level = 0;
  let at = 0;
  for (const [from, to] of [...strings, [text.length, text.length] as const]) {
    for (; at < from; at++) {
      const letter = text[at];
      if (letter === "[" || letter === "{") level++;
      else if (letter === "]" || letter === "}") level--;
      if (level > MOST_LEVELS) {
        throw new InputError(
          code,
          file,
          `lists and objects lie in each other more than ${MOST_LEVELS} deep; expected a file of a few levels`,
        );
      }
    }
    at = to;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that was found, cut to a length that fits a message. */
export function shownJson(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}

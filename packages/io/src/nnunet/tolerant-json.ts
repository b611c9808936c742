import { InputError, type InputErrorCode } from "@pgt/metrics";

export type JsonObject = { readonly [key: string]: unknown };

/**
 * Parses JSON in which Python has written `NaN`, `Infinity` or `-Infinity` bare: NaN becomes null, the infinities
 * stay what they are.
 *
 * @throws InputError with the given code if it is no JSON for another reason.
 */
export function parseTolerantJson(text: string, file: string, code: InputErrorCode): unknown {
  const plain = text
    .replace(/^\ufeff/, "")
    .replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
      token.startsWith('"') ? token : token === "NaN" ? "null" : token.replace("Infinity", "1e999"),
    );
  try {
    return JSON.parse(plain);
  } catch (cause) {
    throw new InputError(code, file, `not valid JSON (${(cause as Error).message})`, { cause });
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that was found, cut to a length that fits a message. */
export function shownJson(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}

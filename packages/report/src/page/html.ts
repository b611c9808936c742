/** HTML as text, with what it is made of where a reader may take it in parts. Made by this file alone, so that whatever comes from data is escaped. */
export class Html {
  constructor(
    readonly text: string,
    readonly parts: Parts | null = null,
  ) {}
}

/** Parts of an element; joined in this order they are its text. */
export interface Parts {
  readonly kind: "element" | "fold" | "table";
  readonly begin: string;
  /** Elements inside it, or the rows of a table. */
  readonly content: readonly Html[];
  readonly end: string;
  /** Text of a fold while it is closed, as HTML. */
  readonly summary?: string;
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** Template tag: values are escaped unless they are `Html`; null, undefined and false are nothing; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0];
  for (const [index, value] of values.entries()) text += toText(value) + strings[index + 1];
  return new Html(text);
}

/** An element that keeps its parts: `element("div", "grid-of-plots", blocks)`. */
export function element(name: string, className: string, content: HtmlValue): Html {
  const begin = className === "" ? `<${name}>` : `<${name} class="${className}">`;
  return fromParts({ kind: "element", begin, content: flat(content), end: `</${name}>` });
}

export function fromParts(parts: Parts): Html {
  const { begin, content, end } = parts;
  return new Html(content.reduce((text, one) => text + one.text, begin) + end, parts);
}

/** The single elements of a list of lists, those that are nothing left out. */
export function flat(value: HtmlValue): Html[] {
  if (value === null || value === undefined || value === false) return [];
  if (value instanceof Html) return [value];
  return typeof value === "object" ? value.flatMap(flat) : [new Html(escapeText(String(value)))];
}

function toText(value: HtmlValue): string {
  return flat(value).reduce((text, one) => text + one.text, "");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Control characters have no place in HTML; they are shown as their picture. */
function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character])
    .replace(/\p{Cc}/gu, (character) => (/[\n\t]/.test(character) ? character : "\ufffd"));
}

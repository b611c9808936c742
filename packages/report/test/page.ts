import { type DefaultTreeAdapterMap, parse } from "parse5";

type Node = DefaultTreeAdapterMap["node"];
export type Element = DefaultTreeAdapterMap["element"];

export interface Page {
  readonly errors: readonly string[];
  readonly elements: readonly Element[];
  readonly text: string;
}

/** Elements that do not end a word. */
const inline = new Set(["#text", "b", "strong", "small", "code"]);

/** The page as a browser reads it, with what a strict parser finds wrong. */
export function parsePage(html: string): Page {
  const errors: string[] = [];
  const document = parse(html, {
    sourceCodeLocationInfo: false,
    onParseError: ({ code, startLine, startCol }) => errors.push(`${code} at ${startLine}:${startCol}`),
  });
  const elements: Element[] = [];
  const texts: string[] = [];
  const visit = (node: Node) => {
    if ("tagName" in node) elements.push(node);
    if (node.nodeName === "style") return;
    if ("value" in node) texts.push(node.value);
    if ("childNodes" in node) node.childNodes.forEach(visit);
    if (!inline.has(node.nodeName)) texts.push(" ");
  };
  visit(document);
  return { errors, elements, text: texts.join("").replace(/\s+/g, " ") };
}

export function attributesOf({ attrs }: Element): ReadonlyMap<string, string> {
  return new Map(attrs.map(({ name, value }) => [name, value]));
}

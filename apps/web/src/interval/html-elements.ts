const tagPattern = /<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g;
const emptyElements: ReadonlySet<string> = new Set(["br", "hr", "img", "input", "wbr"]);

/**
 * The elements at the top of a text of HTML, in their order, each with the text before it. The report writes every end
 * tag and escapes whatever comes from data, so that counting tags suffices.
 */
export function topElements(html: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: tag, 1: slash, 2: name, 3: isClosed, index } of html.matchAll(tagPattern)) {
    if (slash === "/") depth--;
    else if (isClosed !== "/" && !emptyElements.has(name)) depth++;
    if (depth > 0) continue;
    found.push(html.slice(from, index + tag.length));
    from = index + tag.length;
  }
  const rest = html.slice(from);
  if (rest.trim() !== "") found.push(rest);
  else if (found.length > 0) found.push(found.pop() + rest);
  return found;
}

export interface OpenedElement {
  /** Its begin tag, with what stands before it. */
  readonly begin: string;
  readonly name: string;
  readonly inner: string;
}

/** An element taken apart; null for text, and for an element without content. */
export function openedElement(html: string): OpenedElement | null {
  const [begin, name] = /^[^<]*<([a-z][a-z0-9]*)\b[^>]*>/.exec(html) ?? [];
  if (begin === undefined || name === undefined || !html.endsWith(`</${name}>`)) return null;
  return { begin, name, inner: html.slice(begin.length, -`</${name}>`.length) };
}

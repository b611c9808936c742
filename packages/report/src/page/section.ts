import { flat, fromParts, type Html, type HtmlValue, html } from "./html.ts";

/** A section of a report. */
export interface Section {
  /** Anchor of the section. */
  readonly id: string;
  /** Name in the list of sections. */
  readonly title: string;
  readonly body: readonly Html[];
}

/** A section that a page may have; its body is null where there is nothing to say. */
export interface SectionMaker<Input> {
  readonly id: string;
  readonly title: string;
  readonly body: (input: Input) => Section["body"] | null;
}

/** The sections that have something to say. */
export function sectionsOf<Input>(makers: readonly SectionMaker<Input>[], input: Input): Section[] {
  return makers.flatMap(({ id, title, body }) => {
    const content = body(input);
    return content ? [{ id, title, body: content }] : [];
  });
}

/** The body of a section: its heading, and what stands below. */
export function headed(heading: string, content: HtmlValue): Html[] {
  return [html`<h2>${heading}</h2>`, ...flat(content)];
}

export function sectionHtml({ id, body }: Section): Html {
  return fromParts({ kind: "element", begin: `<section id="${id}">`, content: body, end: "</section>" });
}

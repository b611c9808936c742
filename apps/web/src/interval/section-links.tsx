import type { ShownSection } from "./result-view.ts";

interface SectionLinksProps {
  readonly before: readonly ShownSection[];
  readonly after: readonly ShownSection[];
}

/** Ways to the sections of the page, the cases between those of the report. */
export function SectionLinks({ before, after }: SectionLinksProps) {
  const all = [...before, { title: "Cases", id: "case-list" }, ...after];
  return (
    <nav aria-label="Sections">
      {all.map(({ title, id }) => (
        <a key={id} href={`#${id}`}>
          {title}
        </a>
      ))}
    </nav>
  );
}

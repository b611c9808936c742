import { useEffect, useState } from "preact/hooks";
import type { ShownSection } from "../../result/result-view.ts";

/**
 * Sections as the report package writes them; whatever comes from data is escaped there. They are put in one by one, so
 * that the page answers in between.
 */
export function ReportHtml({ sections }: { readonly sections: readonly Pick<ShownSection, "html">[] }) {
  const [shown, setShown] = useState(1);
  useEffect(() => {
    if (shown >= sections.length) return;
    const next = setTimeout(() => setShown(shown + 1));
    return () => clearTimeout(next);
  }, [shown, sections.length]);
  return (
    <>
      {sections.slice(0, shown).map(({ html }, at) => (
        <div class="report" key={at} dangerouslySetInnerHTML={{ __html: html }} />
      ))}
    </>
  );
}

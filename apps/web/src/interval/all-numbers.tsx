import { useState } from "preact/hooks";
import type { Piece } from "./folded-page.ts";
import { ReportHtml } from "./report-html.tsx";

/** The report's tables, put in when they are opened. */
export function AllNumbers({ pieces }: { readonly pieces: readonly Piece[] }) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <details onToggle={() => setOpened(true)}>
      <summary>All numbers</summary>
      {wasOpened && <ReportHtml pieces={pieces} />}
    </details>
  );
}

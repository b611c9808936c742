import { useEffect, useRef } from "preact/hooks";
import { useAppState } from "../shell/app-context.ts";
import type { Piece } from "./folded-page.ts";
import { putPieces } from "./put-pieces.ts";

/** Sections as the report package writes them, put in one by one. */
export function ReportHtml({ pieces }: { readonly pieces: readonly Piece[] }) {
  const { result } = useAppState();
  const container = useRef<HTMLDivElement>(null);
  const run = result?.run;
  useEffect(() => {
    const { current } = container;
    if (!current || !run) return;
    const ending = new AbortController();
    current.replaceChildren();
    void putPieces(current, pieces, { openFold: run.openFold, signal: ending.signal });
    return () => ending.abort();
  }, [pieces, run]);
  return <div class="report" ref={container} />;
}

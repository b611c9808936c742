import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseView, ViewName } from "./canvas/case-view.ts";
import type { Behind } from "./canvas/image-behind.ts";
import type { CaseMaps } from "./maps/case-maps.ts";
import { ViewChoice } from "./view-choice.tsx";

interface CaseCanvasProps {
  readonly maps: CaseMaps;
  readonly shown: ReadonlySet<string>;
  readonly behind: Behind;
  /** Description of the picture, for those who do not see it. */
  readonly text: string;
}

/** Canvas of a case; the viewer is loaded when the first case is opened. */
export function CaseCanvas({ maps, shown, behind, text }: CaseCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<CaseView | null>(null);
  const [name, setName] = useState<ViewName>("all planes");
  const [fault, setFault] = useState<string | null>(null);
  const drawn = useRef(behind);
  useEffect(() => {
    let opened: CaseView | null = null;
    let isWanted = true;
    const complain = (error: unknown) =>
      isWanted && setFault(error instanceof Error ? error.message : String(error));
    import("./canvas/case-view.ts")
      .then(({ openCaseView }) => openCaseView(place.current!, maps, (drawn.current = behind)))
      .then((one) => {
        opened = one;
        if (isWanted) setView(one);
        else one.close();
      })
      .catch(complain);
    return () => {
      isWanted = false;
      opened?.close();
    };
  }, [maps]);
  useEffect(() => view?.show(shown), [view, shown]);
  useEffect(() => {
    if (!view || drawn.current === behind) return;
    drawn.current = behind;
    view.setBehind(behind);
  }, [view, behind]);
  useEffect(() => view?.look(name), [view, name]);
  return (
    <div class="viewer-main">
      {fault !== null && <p class="notice">The case cannot be drawn: {fault}</p>}
      <div
        class="canvas"
        ref={place}
        role="img"
        aria-label={text}
        aria-busy={view === null && fault === null}
      />
      <ViewChoice name={name} onName={setName} onStep={(direction) => view?.step(name, direction)} />
    </div>
  );
}

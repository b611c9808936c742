import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseMaps } from "../../case/case-maps.ts";
import type { CaseView, ViewName } from "../../viewer/case-view.ts";
import { ViewChoice } from "./view-choice.tsx";

interface CaseCanvasProps {
  readonly maps: CaseMaps;
  readonly shown: ReadonlySet<string>;
  readonly image: File | null;
  /** What is to be seen, in words. */
  readonly text: string;
}

/** The picture. The viewer is loaded when the first case is opened. */
export function CaseCanvas({ maps, shown, image, text }: CaseCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [view, setView] = useState<CaseView | null>(null);
  const [name, setName] = useState<ViewName>("all planes");
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let opened: CaseView | null = null;
    let isWanted = true;
    import("../../viewer/case-view.ts")
      .then(({ openCaseView }) => openCaseView(canvas.current!, maps, shown, image))
      .then((one) => {
        opened = one;
        if (isWanted) setView(one);
        else one.close();
      })
      .catch((error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
    return () => {
      isWanted = false;
      opened?.close();
    };
    // The image is fixed by the key of this component.
  }, [maps]);
  const drawn = useRef(shown);
  useEffect(() => {
    if (drawn.current !== shown) view?.show(shown);
    drawn.current = shown;
  }, [view, shown]);
  useEffect(() => view?.look(name), [view, name]);
  return (
    <div class="viewer-main">
      {fault !== null && <p class="notice">The case cannot be drawn: {fault}</p>}
      <div class="canvas" aria-busy={view === null && fault === null}>
        <canvas ref={canvas} role="img" aria-label={text} />
      </div>
      <ViewChoice name={name} onName={setName} onStep={(direction) => view?.step(name, direction)} />
    </div>
  );
}

import { useEffect, useMemo, useState } from "preact/hooks";
import { useAppState } from "../shell/app-context.ts";
import type { OpenCase } from "../shell/app-state.ts";
import { masksOf } from "../study/left-out.ts";
import { disagreementKey } from "./canvas/label-colours.ts";
import { CaseCanvas } from "./case-canvas.tsx";
import { caseInWords, drawnInWords } from "./case-in-words.ts";
import { imagesOfCase, imageToShow } from "./image/image-of-case.ts";
import { ImageChoice } from "./image-choice.tsx";
import { MapList } from "./map-list.tsx";
import type { CaseMaps } from "./maps/case-maps.ts";
import { useCaseImage } from "./use-case-image.ts";
import { useCaseMaps } from "./use-case-maps.ts";

/** Margins around the structure, without an image and with one. */
const marginMm = { bare: 8, image: 40 };

/** The masks of one structure in one case, and what can be shown of them. */
export function CaseViewer({ wanted }: { readonly wanted: OpenCase }) {
  const { files, table } = useAppState();
  const [images, toShow] = useMemo(() => {
    const paths = files.map(({ path }) => path);
    const found = imagesOfCase(wanted.case, paths, masksOf(table, paths));
    return [found, imageToShow(found, masksOf(table, paths, "all"))] as const;
  }, [files, table, wanted.case]);
  const [imagePath, setImagePath] = useState(toShow);
  const [shown, setShown] = useState<ReadonlySet<string> | null>(null);
  const { maps, notes, busy, fault } = useCaseMaps(wanted, imagePath === "" ? marginMm.bare : marginMm.image);
  useEffect(loadStage, []);
  const { behind, note } = useCaseImage(imagePath, maps);
  const first = useMemo(() => firstShown(maps), [maps]);
  if (fault !== null) return <p class="notice">{fault}</p>;
  if (!maps) return <p role="status">{busy}</p>;
  const keys = shown ?? first;
  const text = caseInWords(maps);
  return (
    <div class="viewer">
      {maps.votes.length > 0 && <CaseCanvas maps={maps} shown={keys} behind={behind} text={text} />}
      <div class="viewer-side">
        <MapList maps={maps} shown={keys} onShown={setShown} />
        {images.length > 0 && <ImageChoice images={images} chosen={imagePath} onChosen={setImagePath} />}
        <p class="small" role="status">
          {behind === "awaited" && "Reading the image"}
        </p>
        {[text, drawnInWords(maps), note, ...notes].map(
          (one) =>
            one && (
              <p class="small" key={one}>
                {one}
              </p>
            ),
        )}
      </div>
    </div>
  );
}

/** Starts the viewer while the masks are read; the canvas says later if it failed. */
function loadStage(): void {
  import("./canvas/case-view.ts").then(({ openStage }) => openStage()).catch(() => {});
}

/** The raters' first outlines over their disagreement. */
function firstShown(maps: CaseMaps | null): ReadonlySet<string> {
  const outlines = maps?.outlines ?? [];
  const first = outlines.filter(({ role, session }) => role === "rater" && session === 1);
  return new Set([disagreementKey, ...first.map(({ key }) => key)]);
}

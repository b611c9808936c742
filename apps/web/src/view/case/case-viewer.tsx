import { useMemo, useState } from "preact/hooks";
import type { WantedStructure } from "../../case/read-case.ts";
import { imagesOfCase } from "../../study/image-of-case.ts";
import { masksOf } from "../../study/left-out.ts";
import { fileName } from "../../study/study-file.ts";
import { useLabState } from "../lab-context.ts";
import { CaseCanvas } from "./case-canvas.tsx";
import { ImageChoice } from "./image-choice.tsx";
import { MapList } from "./map-list.tsx";
import { useCaseMaps } from "./use-case-maps.ts";

/** The masks of one structure in one case, and what can be shown of them. */
export function CaseViewer({ wanted }: { readonly wanted: WantedStructure }) {
  const { files, table } = useLabState();
  const paths = files.map(({ path }) => path);
  const images = imagesOfCase(wanted.case, paths, masksOf(table, paths));
  const [imagePath, setImagePath] = useState(images[0] ?? "");
  const [shown, setShown] = useState<ReadonlySet<string> | null>(null);
  const { maps, notes, fault } = useCaseMaps(wanted, imagePath === "");
  const first = useMemo(() => firstShown(maps?.maps ?? []), [maps]);
  if (fault !== null) return <p class="notice">{fault}</p>;
  if (!maps) return <p role="status">Reading the masks</p>;
  const keys = shown ?? first;
  const image = files.find(({ path }) => path === imagePath);
  return (
    <div class="viewer">
      <CaseCanvas
        key={imagePath}
        maps={maps}
        shown={keys}
        image={image ? new File([image.file], fileName(image.path)) : null}
        text={inWords(maps)}
      />
      <div class="viewer-side">
        <MapList maps={maps} shown={keys} onShown={setShown} />
        {images.length > 0 && <ImageChoice images={images} chosen={imagePath} onChosen={setImagePath} />}
        <p class="small">{inWords(maps)}</p>
        {notes.map((note) => (
          <p class="small" key={note}>
            {note}
          </p>
        ))}
      </div>
    </div>
  );
}

type Maps = NonNullable<ReturnType<typeof useCaseMaps>["maps"]>;

/** The raters' first outlines over their disagreement. */
function firstShown(maps: Maps["maps"]): ReadonlySet<string> {
  const isFirst = ({ kind, role, session }: Maps["maps"][number]) =>
    kind === "disagreement" || (kind === "outline" && role === "rater" && session === 1);
  return new Set(maps.filter(isFirst).map(({ key }) => key));
}

function inWords({ voters, marked, markedByAll }: Maps): string {
  if (voters.length < 2) return "One rater has marked this case.";
  if (marked === 0) return `None of ${voters.length} raters has marked this structure.`;
  const share = Math.round((100 * (marked - markedByAll)) / marked);
  return `${voters.length} raters (${voters.join(", ")}): of ${marked} voxels that at least one of them marks, ${marked - markedByAll} (${share} %) are not marked by all.`;
}

import type { CaseMap, CaseMaps } from "../../case/case-maps.ts";
import { colourOf, cssColour } from "../../viewer/colours.ts";

interface MapListProps {
  readonly maps: CaseMaps;
  readonly shown: ReadonlySet<string>;
  readonly onShown: (keys: ReadonlySet<string>) => void;
}

/** What is drawn: maps over all raters, and the outline of each mask. */
export function MapList({ maps: { maps, voters }, shown, onShown }: MapListProps) {
  const toggle = (key: string) => {
    const next = new Set(shown);
    if (!next.delete(key)) next.add(key);
    onShown(next);
  };
  const item = (map: CaseMap, title: string) => (
    <li key={map.key}>
      <label>
        <input type="checkbox" checked={shown.has(map.key)} onChange={() => toggle(map.key)} />
        <Swatch map={map} />
        {title}
      </label>
    </li>
  );
  return (
    <>
      <fieldset class="plain">
        <legend>Maps of {voters.length} raters</legend>
        <ul>
          {maps.flatMap((map) => {
            if (map.kind === "votes") return [item(map, "votes: share of raters that mark a voxel")];
            return map.kind === "disagreement" ? [item(map, "disagreement: share of pairs that differ")] : [];
          })}
        </ul>
      </fieldset>
      <fieldset class="plain">
        <legend>Outlines</legend>
        <ul>
          {maps.flatMap((map) =>
            map.kind === "outline"
              ? [item(map, map.role === "rater" ? map.title : `${map.title} (${map.role})`)]
              : [],
          )}
        </ul>
      </fieldset>
    </>
  );
}

function Swatch({ map }: { readonly map: CaseMap }) {
  return (
    <svg class="swatch" width="22" height="14" aria-hidden="true">
      {map.kind === "outline" ? (
        <rect
          x="2"
          y="2"
          width="18"
          height="10"
          fill="#000"
          stroke={cssColour(colourOf(map.place))}
          stroke-width="2.5"
        />
      ) : (
        <>
          <rect width="22" height="14" fill={map.kind === "votes" ? "#285a96" : "#be320a"} />
          <rect x="10" y="2" width="10" height="10" fill={map.kind === "votes" ? "#f0faff" : "#fff078"} />
        </>
      )}
    </svg>
  );
}

import type { ComponentChild } from "preact";
import { colourOf, cssColour } from "./canvas/colours.ts";
import { disagreementKey, votesKey } from "./canvas/label-colours.ts";
import type { CaseMaps } from "./maps/case-maps.ts";

interface MapListProps {
  readonly maps: CaseMaps;
  readonly shown: ReadonlySet<string>;
  readonly onShown: (keys: ReadonlySet<string>) => void;
}

/** Choice of what is drawn: maps over all raters, and the outline of each mask. */
export function MapList({ maps: { outlines, voters }, shown, onShown }: MapListProps) {
  const toggle = (key: string) => {
    const next = new Set(shown);
    if (!next.delete(key)) next.add(key);
    onShown(next);
  };
  const item = (key: string, title: string, swatch: ComponentChild) => (
    <li key={key}>
      <label>
        <input type="checkbox" checked={shown.has(key)} onChange={() => toggle(key)} />
        {swatch}
        {title}
      </label>
    </li>
  );
  return (
    <>
      <fieldset class="plain">
        <legend>Maps of {voters.length} raters</legend>
        <ul>
          {item(
            votesKey,
            "votes: share of raters that mark a voxel",
            <MapSwatch from="#285a96" to="#f0faff" />,
          )}
          {item(
            disagreementKey,
            "disagreement: share of pairs that differ",
            <MapSwatch from="#be320a" to="#fff078" />,
          )}
        </ul>
      </fieldset>
      <fieldset class="plain">
        <legend>Outlines</legend>
        <ul>
          {outlines.map(({ key, title, role, place }) =>
            item(
              key,
              role === "rater" ? title : `${title} (${role})`,
              <OutlineSwatch colour={cssColour(colourOf(place))} />,
            ),
          )}
        </ul>
      </fieldset>
    </>
  );
}

function MapSwatch({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <svg class="swatch" width="22" height="14" aria-hidden="true">
      <rect width="22" height="14" fill={from} />
      <rect x="10" y="2" width="10" height="10" fill={to} />
    </svg>
  );
}

function OutlineSwatch({ colour }: { readonly colour: string }) {
  return (
    <svg class="swatch" width="22" height="14" aria-hidden="true">
      <rect x="2" y="2" width="18" height="10" fill="#000" stroke={colour} stroke-width="2.5" />
    </svg>
  );
}

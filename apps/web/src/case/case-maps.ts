import { type LabelVolume, type Vector3, writeNifti } from "@pgt/browser";
import { cropBox, cropped } from "./crop-box.ts";
import { focusOf } from "./focus.ts";
import { acrossSlices, boxGrid, cornersMm, finerGrid, type Grid } from "./grid.ts";
import { outlineOf } from "./outline.ts";

/** A mask of a case, as read, with the ids of the structure in it. */
export interface CaseMask {
  readonly id: string;
  readonly session: number;
  readonly role: string;
  readonly volume: LabelVolume;
  readonly labelId: number;
}

/** A volume for the viewer: NIfTI bytes. */
export interface CaseMap {
  readonly key: string;
  readonly title: string;
  readonly kind: "grid" | "outline" | "votes" | "disagreement";
  /** Place in the list of makers, for colours; -1 for maps. */
  readonly place: number;
  readonly role: string;
  readonly session: number;
  /** Largest value that the volume can hold. */
  readonly most: number;
  readonly nifti: Uint8Array<ArrayBuffer>;
}

export interface CaseMaps {
  readonly maps: readonly CaseMap[];
  /** Raters whose votes are counted. */
  readonly voters: readonly string[];
  /** Voxels marked by at least one of them, and by all. */
  readonly marked: number;
  readonly markedByAll: number;
  /** The place to look at first, in mm of the world; null without dispute. */
  readonly focusMm: Vector3 | null;
  /** Lowest and highest corner of the box that is shown, in mm of the world. */
  readonly boxMm: readonly [Vector3, Vector3];
}

/** Around the structure that is kept in view. */
const marginMm = 8;

/**
 * What the viewer draws of one structure: the outline of every mask, how many raters mark each voxel, and how many pairs
 * of raters differ there. Raters vote with their first session. All masks lie on the grid of the first.
 *
 * @param isFine outlines thinner than a voxel, on a finer grid; the viewer draws all on the grid of what is behind them.
 */
export function caseMaps(masks: readonly CaseMask[], isFine: boolean): CaseMaps {
  const [first] = masks;
  if (!first) throw new Error("no mask of this case could be read");
  const { volume } = first;
  const binaries = masks.map((mask) => binaryOf(mask.volume, mask.labelId));
  const box = cropBox(binaries, volume, marginMm);
  const grid = boxGrid(volume, box);
  const across = acrossSlices(grid);
  const inBox = binaries.map((voxels) => cropped(voxels, volume.shape, box));
  const isVoter = masks.map((mask) => votes(mask, masks));
  const voters = masks.filter((_, at) => isVoter[at]).map(({ id }) => id);
  const count = sum(
    inBox.filter((_, at) => isVoter[at]),
    inBox[0]!.length,
  );
  const n = voters.length;
  const differing = count.map((k) => k * (n - k));
  const factor = isFine ? fineFactor(count.length) : 1;
  const fine = finerGrid(grid, factor, across);
  const map = (kind: CaseMap["kind"], most: number, on: Grid, data: Uint8Array): CaseMap => ({
    ...{ key: kind, title: kind, kind, place: -1, role: "", session: 0, most },
    nifti: new Uint8Array(writeNifti({ ...on, data })),
  });
  return {
    maps: [
      map("grid", 1, fine, new Uint8Array(count.length * factor * factor)),
      map("votes", Math.max(1, n), grid, count),
      map("disagreement", Math.max(1, Math.floor(n / 2) * Math.ceil(n / 2)), grid, differing),
      ...masks.map(({ id, session, role }, place) => ({
        ...map("outline", 1, fine, outlineOf(inBox[place]!, grid.shape, factor, across)),
        ...{ key: `outline-${place}`, title: session > 1 ? `${id}, session ${session}` : id },
        ...{ place, role, session },
      })),
    ],
    voters,
    marked: count.filter((k) => k > 0).length,
    markedByAll: n === 0 ? 0 : count.filter((k) => k === n).length,
    focusMm: focusOf(differing, grid, across),
    boxMm: cornersMm(grid),
  };
}

/** A rater's first session. */
function votes({ role, id, session }: CaseMask, masks: readonly CaseMask[]): boolean {
  return (
    role === "rater" &&
    !masks.some((other) => other.role === role && other.id === id && other.session < session)
  );
}

/** As fine as small graphics cards draw without delay. */
function fineFactor(voxels: number): number {
  const mostVoxels = 8e6;
  return Math.max(1, Math.min(4, Math.floor(Math.sqrt(mostVoxels / voxels))));
}

function binaryOf({ data }: LabelVolume, labelId: number): Uint8Array {
  const voxels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) if (data[i] === labelId) voxels[i] = 1;
  return voxels;
}

function sum(masks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const total = new Uint8Array(length);
  for (const voxels of masks) for (let i = 0; i < length; i++) total[i]! += voxels[i]!;
  return total;
}

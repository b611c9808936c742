import type { StructureMask, StructureMasks, Vector3 } from "@pgt/browser";
import { focusOf } from "./focus.ts";
import { acrossSlices, type PlacedGrid, partsOf, perAxis, type Scale } from "./grid.ts";
import { labelGrid } from "./label-grid.ts";
import { outlineOf } from "./outline.ts";
import { type RasOrder, rasOrder } from "./ras-order.ts";
import { countVotes, votesField } from "./votes.ts";

/** The outline of one mask. */
export interface CaseOutline {
  readonly key: string;
  readonly title: string;
  /** Place in the list of makers, for colours. */
  readonly place: number;
  readonly role: string;
  readonly session: number;
  /** Voxels of the field of labels that it takes. */
  readonly places: Uint32Array<ArrayBuffer>;
}

/** Drawing of one structure in one case. */
export interface CaseMaps {
  readonly outlines: readonly CaseOutline[];
  /** Votes of the raters, one byte a voxel, in the viewer's order of axes: see `votesField`. */
  readonly votes: Uint8Array<ArrayBuffer>;
  readonly shape: Vector3;
  /** The same box in the world, in voxels of the masks. */
  readonly grid: PlacedGrid;
  /** True where the first mask says where it lies in the world. */
  readonly isPlaced: boolean;
  /** Voxels along a side of one that is drawn; above 1 where the structure is too large to be drawn as it is. */
  readonly coarseness: number;
  /** Parts along a side that a voxel can be cut into. */
  readonly fineness: number;
  /** Raters whose votes are counted. */
  readonly voters: readonly string[];
  /** Voxels marked by at least one of them, and by all. */
  readonly marked: number;
  readonly markedByAll: number;
  /** The place to look at first, as a share of the box along the viewer's axes: its middle where nothing is in dispute. */
  readonly focus: Vector3;
}

/** Size of a field of labels that small graphics cards, simulated ones too, draw without delay. */
const mostVoxels = 24e6;
/** Length of an axis that every graphics card takes. */
const longestAxis = 2048;
const mostParts = 4;

/**
 * Draws the outline of every mask, and counts the raters that mark each voxel. Raters vote with their first session.
 * Outlines are thinner than a voxel where memory suffices.
 */
export function caseMaps({ masks, ...grid }: StructureMasks): CaseMaps {
  const { shape } = grid;
  const across = acrossSlices(grid);
  const affine = grid.affine ?? indexAffine(grid);
  const scale = scaleFor(shape, across);
  const field = labelGrid(grid, affine, scale, across);
  const voters = masks.filter((mask) => votes(mask, masks));
  const n = voters.length;
  const count = countVotes(
    voters.map(({ voxels }) => voxels),
    shape[0] * shape[1] * shape[2],
  );
  const [marked, markedByAll] = totals(count, n);
  const parts = partsOf(shape, scale, across);
  const covered = perAxis((axis) =>
    axis === across ? parts[axis] : (parts[axis] * scale.per) / scale.times,
  );
  return {
    outlines: masks.map(({ role, id, session, voxels }, place) => ({
      ...{ key: `outline-${place}`, title: session > 1 ? `${id}, session ${session}` : id },
      ...{ place, role, session, places: outlineOf(voxels, shape, field) },
    })),
    votes: votesField(count, n, shape, field),
    shape: field.shape,
    grid: { shape: covered, spacingMm: grid.spacingMm, affine },
    isPlaced: grid.affine !== undefined,
    coarseness: scale.per,
    fineness: scale.times,
    voters: voters.map(({ id }) => id),
    marked,
    markedByAll,
    focus: focusIn(covered, focusOf(count, n, shape, across), rasOrder(affine)),
  };
}

function focusIn(shape: Vector3, voxel: Vector3 | null, { axes, flips }: RasOrder): Vector3 {
  return perAxis((row) => {
    const share = voxel ? (voxel[axes[row]] + 0.5) / shape[axes[row]] : 0.5;
    return flips[row] ? 1 - share : share;
  });
}

/** True for a rater's first session. */
function votes({ role, id, session }: StructureMask, masks: readonly StructureMask[]): boolean {
  return (
    role === "rater" &&
    !masks.some((other) => other.role === role && other.id === id && other.session < session)
  );
}

/** Affine of a box whose place in the world is unknown: indices times spacing. */
function indexAffine({ from, spacingMm: [x, y, z] }: Pick<StructureMasks, "from" | "spacingMm">): number[] {
  return [x, 0, 0, from[0] * x, 0, y, 0, from[1] * y, 0, 0, z, from[2] * z, 0, 0, 0, 1];
}

function scaleFor(shape: Vector3, across: number): Scale {
  const voxels = shape[0] * shape[1] * shape[2];
  const longest = Math.max(...shape.filter((_, axis) => axis !== across));
  const times = Math.floor(Math.min(mostParts, Math.sqrt(mostVoxels / voxels), longestAxis / longest));
  if (times >= 1) return { times, per: 1 };
  return { times: 1, per: Math.ceil(Math.max(Math.sqrt(voxels / mostVoxels), longest / longestAxis)) };
}

function totals(count: Uint8Array | Uint16Array, n: number): readonly [marked: number, markedByAll: number] {
  let marked = 0;
  let markedByAll = 0;
  for (let i = 0; i < count.length; i++) {
    if (count[i] === 0) continue;
    marked++;
    if (count[i] === n) markedByAll++;
  }
  return [marked, markedByAll];
}

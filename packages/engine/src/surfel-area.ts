import type { Vector3 } from "@pgt/metrics";

/**
 * Area of the surface element of each of the 256 patterns of a 2 x 2 x 2 neighbourhood, by marching cubes with
 * vertices at edge midpoints; and contour length of the 16 patterns of a 2 x 2 one. This is the surface of
 * google-deepmind/surface-distance (Nikolov et al. 2021), made here from its geometry.
 *
 * Bit of a corner in a pattern: dx + 2 dy + 4 dz. A pattern and its complement share the surface; corners of the
 * smaller side that touch only across a face or the cube are separate pieces.
 */

type Point = readonly [number, number, number];
type Triangle = readonly [Point, Point, Point];

const corners: readonly Point[] = Array.from({ length: 8 }, (_, bit) => [bit & 1, (bit >> 1) & 1, bit >> 2]);

let trianglesOfAll: readonly (readonly Triangle[])[] | undefined;

/** Area in mm2 of the element of each pattern at this spacing, 256 values. */
export function surfelAreasMm2(spacingMm: Vector3): Float64Array {
  trianglesOfAll ??= Array.from({ length: 256 }, (_, code) => trianglesOf(code));
  return Float64Array.from(trianglesOfAll, (triangles) =>
    triangles.reduce((area, triangle) => area + scaledArea(triangle, spacingMm), 0),
  );
}

/**
 * Contour length in mm of each pattern of a 2 x 2 neighbourhood in a plane, at the index that the planar scan gives
 * it, pattern | pattern << 4. Corner: half the diagonal; straight edge: the edge; diagonal pair: two corners.
 */
export function contourLengthsMm(spacingMm: readonly [number, number]): Float64Array {
  const [sx, sy] = spacingMm;
  const corner = Math.hypot(sx, sy) / 2;
  const lengths = new Float64Array(256);
  for (let pattern = 1; pattern < 15; pattern++) {
    const lower = pattern & 3;
    const upper = pattern >> 2;
    let length = corner;
    if (lower === upper) length = sy;
    else if (lower === (upper ^ 3)) length = lower === 0 || lower === 3 ? sx : 2 * corner;
    lengths[pattern | (pattern << 4)] = length;
  }
  return lengths;
}

/** Triangles of a pattern's surface, in a unit cube. */
export function trianglesOf(code: number): Triangle[] {
  const inside = corners.map((_, bit) => ((code >> bit) & 1) === 1);
  const size = inside.filter(Boolean).length;
  const minority = corners.filter((_, bit) => inside[bit] === size <= 4);
  return connectedPieces(minority).flatMap((piece) => widestTriangulation(outline(piece)));
}

/** Pieces of a corner set that are connected along cube edges. */
function connectedPieces(set: readonly Point[]): Point[][] {
  const rest = new Set(set);
  const pieces: Point[][] = [];
  for (const seed of set) {
    if (!rest.delete(seed)) continue;
    const piece = [seed];
    for (const member of piece) {
      for (const candidate of rest) {
        if (distance(member, candidate) === 1) {
          rest.delete(candidate);
          piece.push(candidate);
        }
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

/** Midpoints of the cube edges that leave the piece, in order around it: neighbours share a face of the cube. */
function outline(piece: readonly Point[]): Point[] {
  const crossings = piece.flatMap((from) =>
    corners
      .filter((to) => distance(from, to) === 1 && !piece.includes(to))
      .map((to) => ({ at: midpoint(from, to), from })),
  );
  const [first] = crossings;
  if (!first) return [];
  const ring = [first];
  while (ring.length < crossings.length) {
    const last = ring[ring.length - 1];
    const next = crossings.find((c) => !ring.includes(c) && followsAcrossFace(last, c, crossings));
    if (!next) break;
    ring.push(next);
  }
  return ring.map((c) => c.at);
}

interface Crossing {
  readonly at: Point;
  readonly from: Point;
}

/**
 * Tells if the surface crosses a face from one midpoint to the other; on a face with two corners cut off, around
 * each.
 */
function followsAcrossFace(a: Crossing, b: Crossing, all: readonly Crossing[]): boolean {
  for (let axis = 0; axis < 3; axis++) {
    const side = a.at[axis];
    if (side !== b.at[axis] || (side !== 0 && side !== 1)) continue;
    const onFace = all.filter((c) => c.at[axis] === side);
    if (onFace.length === 2 || a.from === b.from) return true;
  }
  return false;
}

/**
 * The triangulation of largest area at unit spacing. The outlines of three corners around a corner and of four
 * along a path are not planar; their largest triangulation is the one made of planar pieces, the same in all
 * orientations, and the one of the reference implementation at every spacing.
 */
function widestTriangulation(ring: readonly Point[]): Triangle[] {
  let widest: Triangle[] = [];
  let largest = 0;
  for (const triangles of triangulations(ring)) {
    const area = triangles.reduce((sum, t) => sum + scaledArea(t, [1, 1, 1]), 0);
    if (area > largest + 1e-9) {
      largest = area;
      widest = triangles;
    }
  }
  return widest;
}

function triangulations(ring: readonly Point[]): Triangle[][] {
  if (ring.length < 3) return [[]];
  const first = ring[0];
  const last = ring[ring.length - 1];
  return ring.slice(1, -1).flatMap((apex, k) => {
    const before = triangulations(ring.slice(0, k + 2));
    const after = triangulations(ring.slice(k + 1));
    return before.flatMap((b) => after.map((a): Triangle[] => [...b, [first, apex, last], ...a]));
  });
}

function scaledArea([a, b, c]: Triangle, [sx, sy, sz]: Vector3): number {
  const u = [(b[0] - a[0]) * sx, (b[1] - a[1]) * sy, (b[2] - a[2]) * sz] as const;
  const v = [(c[0] - a[0]) * sx, (c[1] - a[1]) * sy, (c[2] - a[2]) * sz] as const;
  return Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
}

function midpoint(a: Point, b: Point): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}

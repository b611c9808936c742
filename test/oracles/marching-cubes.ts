import type { Vector3 } from "@pgt/metrics";

type Triangle = readonly [Vector3, Vector3, Vector3];
type Corner = readonly [number, number, number];

/**
 * Bit of each corner (x, y, z) of a 2 x 2 x 2 cell in its code: the kernel of docs/methods/metrics.md,
 * [[[128, 64], [32, 16]], [[8, 4], [2, 1]]], indexed [x][y][z].
 */
export function cornerBit(x: number, y: number, z: number): number {
  return 128 >> (4 * x + 2 * y + z);
}

const faces: readonly (readonly Corner[])[] = [0, 1, 2].flatMap((axis) =>
  [0, 1].map((side) =>
    // The four corners of a face, in order around it.
    [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ].map(([a, b]) => {
      const rest = [a, b];
      return [0, 1, 2].map((k) => (k === axis ? side : rest.shift()!)) as unknown as Corner;
    }),
  ),
);

/**
 * The sheets that separate the set corners of a cell from the others, as triangles between edge midpoints in
 * units of a voxel. A face whose set corners lie on a diagonal is cut so that the corners of the smaller side
 * (set, if there are four) stay apart. A loop that is not flat can be triangulated in several ways, of which
 * the largest area at unit spacing is taken; complements and rotations of a code then have the same area.
 */
export function triangles(code: number): Triangle[] {
  if (code === 0 || code === 255) return [];
  const few = bitCount(code) <= 4 ? code : 255 - code;
  return loops(few).flatMap((loop) => largest(triangulations(loop)));
}

/** Area in mm2 of the sheets of a cell, from the triangles themselves, stretched by the spacing. */
export function surfelAreaMm2(code: number, spacingMm: Vector3): number {
  return triangles(code).reduce((sum, triangle) => sum + areaOf(triangle, spacingMm), 0);
}

function bitCount(code: number): number {
  return code.toString(2).replaceAll("0", "").length;
}

/** Closed loops of edge midpoints around the set corners. */
function loops(code: number): Vector3[][] {
  const links = new Map<string, string[]>();
  for (const face of faces) {
    for (const [from, to] of segments(face, code)) {
      links.set(from, [...(links.get(from) ?? []), to]);
      links.set(to, [...(links.get(to) ?? []), from]);
    }
  }
  const found: Vector3[][] = [];
  const seen = new Set<string>();
  for (const start of links.keys()) {
    const loop: Vector3[] = [];
    for (let at: string | undefined = start; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      loop.push(at.split(",").map(Number) as unknown as Vector3);
      at = links.get(at)!.find((next) => !seen.has(next));
    }
    if (loop.length > 0) found.push(loop);
  }
  return found;
}

/** The cuts through one face: from edge midpoint to edge midpoint, around each run of set corners. */
function segments(face: readonly Corner[], code: number): [string, string][] {
  const isSet = face.map((corner) => (code & cornerBit(...corner)) !== 0);
  const midpoint = (i: number) =>
    face[i % 4].map((value, axis) => (value + face[(i + 1) % 4][axis]) / 2).join(",");
  const cuts: [string, string][] = [];
  for (let first = 0; first < 4; first++) {
    if (!isSet[first] || isSet[(first + 3) % 4]) continue;
    let last = first;
    while (isSet[(last + 1) % 4]) last++;
    cuts.push([midpoint(first + 3), midpoint(last)]);
  }
  return cuts;
}

function triangulations(loop: readonly Vector3[]): Triangle[][] {
  if (loop.length < 3) return [[]];
  const [first, last] = [loop[0], loop[loop.length - 1]];
  return loop.slice(1, -1).flatMap((apex, i) => {
    const before = triangulations(loop.slice(0, i + 2));
    const after = triangulations(loop.slice(i + 1));
    return before.flatMap((a) => after.map((b): Triangle[] => [...a, [first, apex, last], ...b]));
  });
}

function largest(options: readonly Triangle[][]): Triangle[] {
  const areaAtUnitSpacing = (set: readonly Triangle[]) =>
    set.reduce((sum, t) => sum + areaOf(t, [1, 1, 1]), 0);
  return options.reduce((best, set) =>
    areaAtUnitSpacing(set) > areaAtUnitSpacing(best) + 1e-9 ? set : best,
  );
}

function areaOf([a, b, c]: Triangle, spacingMm: Vector3): number {
  const [ux, uy, uz] = spacingMm.map((s, k) => s * (b[k] - a[k]));
  const [vx, vy, vz] = spacingMm.map((s, k) => s * (c[k] - a[k]));
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
}

/**
 * Outline of a mask in a window as an SVG path along pixel edges: from runs (background first, row by row) to closed
 * loops, in pixel units.
 */
export function outlinePath(runs: readonly number[], width: number, height: number): string {
  const inside = fromRuns(runs, width * height);
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && inside[x + width * y] === 1;
  return joinEdges(edgesOf(at, width, height), width + 1);
}

function fromRuns(runs: readonly number[], size: number): Uint8Array {
  const pixels = new Uint8Array(size);
  let from = 0;
  for (const [place, length] of runs.entries()) {
    if (place % 2 === 1) pixels.fill(1, from, from + length);
    from += length;
  }
  return pixels;
}

/** Corner -> corners that an edge leads to, the mask on its right hand. */
type Edges = Map<number, number[]>;

function edgesOf(at: (x: number, y: number) => boolean, width: number, height: number): Edges {
  const edges: Edges = new Map();
  const corner = (x: number, y: number) => x + (width + 1) * y;
  const add = (from: number, to: number) => edges.set(from, [...(edges.get(from) ?? []), to]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!at(x, y)) continue;
      if (!at(x, y - 1)) add(corner(x, y), corner(x + 1, y));
      if (!at(x + 1, y)) add(corner(x + 1, y), corner(x + 1, y + 1));
      if (!at(x, y + 1)) add(corner(x + 1, y + 1), corner(x, y + 1));
      if (!at(x - 1, y)) add(corner(x, y + 1), corner(x, y));
    }
  }
  return edges;
}

function joinEdges(edges: Edges, stride: number): string {
  let path = "";
  for (const start of edges.keys()) {
    while ((edges.get(start)?.length ?? 0) > 0) path += loopFrom(start, edges, stride);
  }
  return path;
}

/** Follows edges back to the start; edges in one direction become one step. */
function loopFrom(start: number, edges: Edges, stride: number): string {
  let path = `M${start % stride} ${Math.floor(start / stride)}`;
  let corner = start;
  let step = 0;
  let length = 0;
  do {
    const next = edges.get(corner)!.shift()!;
    const direction = next - corner;
    if (direction !== step) path += stepText(step, length, stride);
    length = direction === step ? length + 1 : 1;
    step = direction;
    corner = next;
  } while (corner !== start);
  return `${path}${stepText(step, length, stride)}Z`;
}

function stepText(step: number, length: number, stride: number): string {
  if (step === 0 || length === 0) return "";
  const sign = step < 0 ? -1 : 1;
  return Math.abs(step) === stride ? `v${sign * length}` : `h${sign * length}`;
}

import type { FieldLabels, VoteField } from "@pgt/engine";
import { createRandom, defaultSeed } from "@pgt/metrics";
import type { BorderAnswers } from "@pgt/stats";

/** Voxels around a border that are looked at; of more, one in each of as many stretches. */
const SAMPLED_AT_MOST = 2 ** 16;
/** Distances that differ by less are one. */
const STEPS_PER_MM = 1e6;

/** Answers of every rater around the borders of a label map, up to `reachMm` from them. */
export function borderAnswers(
  place: { readonly case: string; readonly raters: readonly string[] },
  field: VoteField,
  consensus: FieldLabels,
  labels: readonly { readonly label: number; readonly name: string }[],
  reachMm: number,
): BorderAnswers[] {
  const surfaces = field.surfacesOf(consensus);
  return labels.flatMap(({ label, name }) => {
    const border = surfaces.borderVoxels(label);
    if (border.length === 0) return [];
    const voxels = sampled(field, border, reachMm);
    const distances = surfaces.borderDistances(label, voxels);
    const counts = place.raters.map(() => new Map<number, { voxels: number; marked: number }>());
    voxels.forEach((at, k) => {
      if (!(Math.abs(distances[k]) <= reachMm)) return;
      const step = Math.round(distances[k] * STEPS_PER_MM);
      const { ratings } = field.patterns[field.patternAt(at)];
      counts.forEach((ofRater, rater) => {
        const count = ofRater.get(step) ?? { voxels: 0, marked: 0 };
        count.voxels++;
        if (ratings[rater] === label) count.marked++;
        ofRater.set(step, count);
      });
    });
    return place.raters.map((rater, k) => ({
      ...{ case: place.case, rater, label, name },
      at: [...counts[k]]
        .sort(([a], [b]) => a - b)
        .map(([step, count]) => ({ distanceMm: step / STEPS_PER_MM, ...count })),
    }));
  });
}

/** Voxels of the smallest box around some others and a distance more, ascending: all, or a seeded part of them. */
function sampled(field: VoteField, around: Uint32Array, reachMm: number): Uint32Array {
  const [nx, ny, nz] = field.boxSize;
  const ends = [nx, ny, nz].map((size) => [size, -1]);
  for (const at of around) {
    const row = Math.floor(at / nx);
    [at % nx, row % ny, Math.floor(row / ny)].forEach((place, axis) => {
      ends[axis][0] = Math.min(ends[axis][0], place);
      ends[axis][1] = Math.max(ends[axis][1], place);
    });
  }
  const [[x0, x1], [y0, y1], [z0, z1]] = ends.map(([first, last], axis) => {
    const reach = Math.ceil(reachMm / field.spacingMm[axis]);
    return [Math.max(0, first - reach), Math.min(field.boxSize[axis] - 1, last + reach)];
  });
  const [width, height] = [x1 - x0 + 1, y1 - y0 + 1];
  const all = width * height * (z1 - z0 + 1);
  const count = Math.min(all, SAMPLED_AT_MOST);
  const random = createRandom(defaultSeed, 0);
  return Uint32Array.from({ length: count }, (_, k) => {
    const first = Math.floor((k * all) / count);
    const at = first + random.nextBelow(Math.floor(((k + 1) * all) / count) - first);
    const row = Math.floor(at / width);
    return x0 + (at % width) + nx * (y0 + (row % height) + ny * (z0 + Math.floor(row / height)));
  });
}

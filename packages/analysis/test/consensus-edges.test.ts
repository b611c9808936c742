import { readFileSync } from "node:fs";
import { createEngine } from "@pgt/engine";
import { createRandom, type LabelData, type LabelVolume } from "@pgt/metrics";
import { consensusMethods, fusePatterns, parseMethod, type TieRule } from "@pgt/stats";
import { describe, expect, it } from "vitest";
import { decidedLabels } from "../src/consensus/decided-labels.ts";

const engine = await createEngine(readFileSync(new URL("../../../assembly/build/pgt.wasm", import.meta.url)));
const methods = consensusMethods.map(({ id }) => id.replace(":N", ":2"));
const shape = [16, 12, 8] as const;
const voxels = 16 * 12 * 8;

function volumeOf(labelAt: (voxel: number) => number, Data = Uint16Array): LabelVolume {
  return { data: Data.from({ length: voxels }, (_, voxel) => labelAt(voxel)), shape, spacingMm: [1, 1, 2] };
}

function fuse(raters: readonly LabelVolume[], method: string, tie: TieRule = "sdf"): LabelData {
  const field = engine.voteField(raters[0], 5);
  for (const rater of raters) field.add(rater);
  const { patterns } = field;
  const labels = [...new Set(patterns.flatMap(({ ratings }) => ratings))].filter((label) => label !== 0);
  const regionVoxels = (label: number | null) =>
    field.voxelsWithin(
      5,
      patterns.map(({ ratings }) => ratings.some((one) => (label === null ? one !== 0 : one === label))),
    );
  const weights = raters.map(() => 1);
  const votes = { patterns, labels: labels.sort((a, b) => a - b), weights, regionVoxels };
  const decision = fusePatterns(votes, parseMethod(method), { tie, undecided: 65535 });
  return field.labelMap(decidedLabels(field, decision, weights));
}

/** Random blocks of 2 x 2 x 2 voxels with labels 0 to 3. */
function blocks(seed: number): LabelVolume {
  const random = createRandom(seed, 0);
  const labels = Array.from({ length: 8 * 6 * 4 }, () => random.nextBelow(4));
  return volumeOf((voxel) => {
    const [x, y, z] = [voxel % 16, Math.floor(voxel / 16) % 12, Math.floor(voxel / 192)];
    return labels[(x >> 1) + 8 * ((y >> 1) + 6 * (z >> 1))];
  });
}

const empty = volumeOf(() => 0);
const everything = volumeOf(() => 1);
const half = volumeOf((voxel) => Number(voxel % 16 < 8));

describe.each(methods)("consensus by %s", (method) => {
  it("does not depend on the order of raters", () => {
    const raters = [1, 2, 3, 4].map(blocks);
    const fused = fuse(raters, method);
    for (const order of [
      [3, 2, 1, 0],
      [1, 3, 0, 2],
    ]) {
      expect(
        fuse(
          order.map((k) => raters[k]),
          method,
        ),
      ).toEqual(fused);
    }
  });

  it("gives identical raters their mask, also one of 255 labels, or of labels above 255", () => {
    for (const one of [blocks(5), volumeOf((voxel) => voxel % 256), volumeOf((voxel) => (voxel % 3) * 400)]) {
      expect(Array.from(fuse([one, one, one], method))).toEqual(Array.from(one.data));
    }
  });

  it("gives nothing where all raters are empty", () => {
    expect(fuse([empty, empty, empty], method).every((label) => label === 0)).toBe(true);
  });

  it("gives only labels of raters where two never agree, one is empty, or one marks everything", () => {
    const left = volumeOf((voxel) => Number(voxel % 16 < 8));
    const right = volumeOf((voxel) => 2 * Number(voxel % 16 >= 8));
    for (const raters of [
      [left, right],
      [half, empty],
      [half, half, empty],
      [half, everything],
      [half, half, everything],
    ]) {
      const fused = fuse(raters, method);
      fused.forEach((label, voxel) => {
        const known = [
          0,
          ...raters.map(({ data }) => data[voxel]),
          ...(method.endsWith("itk") ? [65535] : []),
        ];
        if (!known.includes(label)) expect.fail(`voxel ${voxel}: ${label}`);
      });
    }
  });
});

it.each(["majority", "staple", "staple-multilabel", "simple", "median-sdf", "expected-dice"])(
  "two raters who agree outvote one who marks everything: %s",
  (method) => {
    expect(Array.from(fuse([half, half, everything], method))).toEqual(Array.from(half.data));
  },
);

it("a rater who marks everything is infinitely far inside, which decides sba", () => {
  expect(Array.from(fuse([half, half, everything], "sba"))).toEqual(Array.from(everything.data));
});

it("all ties become what the rule says", () => {
  const one = volumeOf((voxel) => 1 + (voxel % 2));
  const other = volumeOf((voxel) => 2 - (voxel % 2));
  const all = (tie: TieRule) => new Set(fuse([one, other], "majority", tie));
  expect(all("background")).toEqual(new Set([0]));
  expect(all("lowest")).toEqual(new Set([1]));
  expect(all("undecided")).toEqual(new Set([65535]));
});

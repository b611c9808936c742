import type { Vector3 } from "@pgt/metrics";
import fc from "fast-check";
import type { Recipe, Texture } from "../oracles/random-pairs.ts";

const side = fc.integer({ min: 1, max: 20 });
/** Lengths around the 16 bytes and 4 words of a vector register. */
const tail = fc.constantFrom(3, 4, 5, 15, 16, 17, 31, 32, 33, 47, 65);
const thin = fc.integer({ min: 1, max: 5 });
const millimetres = fc.constantFrom(0.5, 0.7, 0.8, 1, 1.5, 2.5, 5, Math.fround(0.6), Math.fround(0.5859375));

const shapes: fc.Arbitrary<Vector3> = fc
  .oneof(fc.tuple(side, side, side), fc.tuple(tail, thin, thin), fc.tuple(tail, tail, fc.constant(1)))
  .filter(([nx, ny, nz]) => nx * ny * nz <= 2400);

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  shape: shapes,
  spacingMm: fc.tuple(millimetres, millimetres, millimetres),
  labels: fc.integer({ min: 1, max: 6 }),
  texture: fc.constantFrom<Texture>("noise", "blobs", "shifted"),
  seed: fc.nat(1e6),
});

/** The engine's own tests on small volumes, whose values are worked out by hand. */
const tests = ["packages/engine/test/small-volumes.test.ts"];

/** The network's kernels against plain loops and differences. */
const networkTests = ["packages/network/test/kernels.test.ts"];

/** Faults of the kernels that measure, one for each thing that they measure and for each way in which they are fast. */
const measuringMutants = [
  {
    means: "the last run of equal voxels is not counted",
    file: "assembly/src/counts.ts",
    find: "addRun(table, columns, <u32>load<T>(reference + (n - 1) * w), <u32>load<T>(prediction + (n - 1) * w), <u32>(n - runStart));",
    replace: "",
  },
  {
    means: "a run does not end where the prediction alone changes, 16 bytes at a time",
    file: "assembly/src/counts.ts",
    find: "v128.xor(v128.load(p), v128.load(p - w)),",
    replace: "v128.xor(v128.load(p), v128.load(p)),",
  },
  {
    means: "a run's centre lies half a voxel further",
    file: "assembly/src/counts.ts",
    find: "<f64>(start + x - 1)",
    replace: "<f64>(start + x)",
  },
  {
    means: "ids that fall on the same place of the hash table are one",
    file: "assembly/src/compact.ts",
    find: "if (load<u32>(at) == id) return found - 1;",
    replace: "return found - 1;",
  },
  {
    means: "what the reference ignores stays in the prediction",
    file: "assembly/src/remap.ts",
    find: "store<T>(prediction + at, <T>mark);",
    replace: "",
  },
  {
    means: "the surface has no elements where a structure touches the first column of the image",
    file: "assembly/src/surfels.ts",
    find: "emitCell<T>(index, endPair<T>(p, true), endPair<T>(q, true), endPair<T>(r, true), endPair<T>(s, true));",
    replace: "",
  },
  {
    means: "cells are flat where only one of their corners differs, 16 bytes at a time",
    file: "assembly/src/surfels.ts",
    find: "differs = v128.or(differs, v128.xor(first, v128.load(p + at + w)));",
    replace: "",
  },
  {
    means: "the last image row of a plane has no cells behind it",
    file: "assembly/src/surfels.ts",
    find: "lower != 0 && y > 0 ? lower + before : zeros,",
    replace: "lower != 0 && y > 0 && y < ny ? lower + before : zeros,",
  },
  {
    means: "18 neighbours are 26",
    file: "assembly/src/borders.ts",
    find: "const corners = connectivity >= 26;\n  if (rowDiffers",
    replace: "const corners = connectivity >= 18;\n  if (rowDiffers",
  },
  {
    means: "outside of the image, behind a row, lies more of the same label",
    file: "assembly/src/borders.ts",
    find: "return other(x + 1 < nx ? <u32>load<T>(at + sizeof<T>()) : 0, label);",
    replace: "return other(x + 1 < nx ? <u32>load<T>(at + sizeof<T>()) : label, label);",
  },
  {
    means: "surface elements of a label overwrite each other when they are sorted",
    file: "assembly/src/scan.ts",
    find: "store<u32>(start, k + 1);",
    replace: "",
  },
  {
    means: "a box does not grow by the ends of inner rows",
    file: "assembly/src/lattice.ts",
    find: "if (i != 0) x1 = max(x1, decodeX(last));",
    replace: "",
  },
  {
    means: "points to the left lie a step nearer",
    file: "assembly/src/nearest.ts",
    find: "const left = window << <u64>(63 - REACH);",
    replace: "const left = window << <u64>(64 - REACH);",
  },
  {
    means: "what a row of the table gives is taken, however far what lies beyond the table may be",
    file: "assembly/src/nearest.ts",
    find: "if (!(best <= limit2)) {",
    replace: "if (best == Infinity) {",
  },
  {
    means: "a surface is still drawn when distances to the other are looked up",
    file: "assembly/src/nearest.ts",
    find: "undraw(b, nB, X, Y);",
    replace: "",
  },
  {
    means: "the search for far points begins from a bound that is too low",
    file: "assembly/src/tree.ts",
    find: "best = dx * dx + dy * dy + dz * dz;",
    replace: "best = dx * dx + dy * dy;",
  },
  {
    means: "the transform by slices does nothing",
    file: "assembly/src/slices.ts",
    find: "  bySlices(queries, n, X, Y, distances);\n  arena_reset(mark);",
    replace: "  arena_reset(mark);",
  },
  {
    means: "the transform by slices sees no points of a column above the slice",
    file: "assembly/src/slices.ts",
    find: "return k + 1 < stop ? min(here, abs(load<i32>(depths + (<usize>k << 2), 4) - z)) : here;",
    replace: "return here;",
  },
  {
    means: "parabolas of the transform by slices cross in the wrong place",
    file: "assembly/src/slices.ts",
    find: "/ (2 * a * (x - v));",
    replace: "/ (a * (x - v));",
  },
  {
    means: "the transform by slices looks at rows to one side only",
    file: "assembly/src/slices.ts",
    find: "const row = y + side * k;",
    replace: "const row = y + k;",
  },
  {
    means: "a distance that equals a tolerance lies outside of it",
    file: "assembly/src/summary.ts",
    find: "if (d <= load<f64>(limits + (<usize>k << 3))) {",
    replace: "if (d < load<f64>(limits + (<usize>k << 3))) {",
  },
  {
    means: "the maximum is the last distance of the table",
    file: "assembly/src/summary.ts",
    find: "largest = max(largest, d);",
    replace: "largest = d;",
  },
  {
    means: "a share that one distance reaches exactly gives the next distance",
    file: "assembly/src/summary.ts",
    find: "const target = fraction * area * (1 - 1e-12);",
    replace: "const target = fraction * area * (1 + 1e-12);",
  },
  {
    means: "a percentile of far distances is the next that occurs",
    file: "assembly/src/summary.ts",
    find: "if (below + weight >= target) break;",
    replace: "if (below + weight > target + 1e-9) break;",
  },
  {
    means: "linear percentiles count n steps between n distances",
    file: "assembly/src/summary.ts",
    find: "const rank = fraction * <f64>(n - 1);",
    replace: "const rank = fraction * <f64>n;",
  },
  {
    means: "a boundary band leaves its mask",
    file: "assembly/src/bands.ts",
    find: "keepLabel<T>(prediction, nx, ny, predictionLabel, second);",
    replace: "",
  },
  {
    means: "the union of two bands leaves out what they share",
    file: "assembly/src/bands.ts",
    find: "union += <f64>popcnt(a | b);",
    replace: "union += <f64>popcnt(a ^ b);",
  },
  {
    means: "a dilated run is a voxel longer",
    file: "assembly/src/dilation.ts",
    find: "min(width - 1, behind - 1 + dx)",
    replace: "min(width - 1, behind + dx)",
  },
  {
    means: "a dilation draws only where the neighbour is marked",
    file: "assembly/src/dilation.ts",
    find: "if (besideY != 0) bits &= ~load<u64>(besideY + at);",
    replace: "if (besideY != 0) bits &= load<u64>(besideY + at);",
  },
  {
    means: "of several runs with the same votes the last is counted",
    file: "assembly/src/votes.ts",
    find: "store<u32>(voxels, load<u32>(voxels) + run);",
    replace: "store<u32>(voxels, run);",
  },
];

/** Faults of the kernels that train networks, for each layer forward and backward. */
const networkMutants = [
  {
    means: "the last input of an odd number is not convolved",
    file: "assembly/src/network/convolution.ts",
    find: "if (a < end) {",
    replace: "if (a > end) {",
  },
  {
    means: "the last pixels of a row that four do not divide get no bias",
    file: "assembly/src/network/convolution.ts",
    find: "onePixel(from, xRow, taps, run, block, blockBias, to);",
    replace: "onePixel(from, xRow, taps, run, block, 0, to);",
  },
  {
    means: "a convolution of one tap reads the pixel above and to the left",
    file: "assembly/src/network/convolution.ts",
    find: "let source = taps == 3 ? x : firstPixel(x, width, inputs);\n  let target = firstPixel(y, width, outputs);",
    replace: "let source = x;\n  let target = firstPixel(y, width, outputs);",
  },
  {
    means: "the gradient of the weights replaces that of earlier images",
    file: "assembly/src/network/convolution.ts",
    find: "let d1 = v128.load(dw, 112);",
    replace: "let d1 = f32x4.splat(0);",
  },
  {
    means: "the taps of the way back are not turned round",
    file: "assembly/src/network/convolution.ts",
    find: "for (let tap = <i32>(taps * taps) - 1; tap >= 0; tap--) {",
    replace: "for (let tap: i32 = 0; tap < <i32>(taps * taps); tap++) {",
  },
  {
    means: "the spread of a channel is taken around zero",
    file: "assembly/src/network/normalization.ts",
    find: "const d1 = f32x4.sub(v128.load(p, 16), mean1);",
    replace: "const d1 = v128.load(p, 16);",
  },
  {
    means: "the leaky ReLU does not leak",
    file: "assembly/src/network/normalization.ts",
    find: "return v128.bitselect(z, f32x4.mul(z, slope), f32x4.gt(z, f32x4.splat(0)));",
    replace: "return f32x4.max(z, f32x4.splat(0));",
  },
  {
    means: "the spread of a channel has no gradient",
    file: "assembly/src/network/normalization.ts",
    find: "const rest = f32x4.sub(f32x4.sub(g, meanG), f32x4.mul(n, meanGn));",
    replace: "const rest = f32x4.sub(g, meanG);",
  },
  {
    means: "every one of several equal pixels takes the pooled gradient",
    file: "assembly/src/network/pooling.ts",
    find: "return v128.or(taken, is);",
    replace: "return taken;",
  },
  {
    means: "of the doubled map one pixel of four has a gradient",
    file: "assembly/src/network/pooling.ts",
    find: "v128.store(l + k, f32x4.add(above, below));",
    replace: "v128.store(l + k, v128.load(from + k));",
  },
  {
    means: "scores far from zero overflow",
    file: "assembly/src/network/loss.ts",
    find: "const e = <f32>Mathf.exp(load<f32>(p + k) - largest);",
    replace: "const e = <f32>Mathf.exp(load<f32>(p + k));",
  },
  {
    means: "the classes of a pixel have gradients that do not know of each other",
    file: "assembly/src/network/loss.ts",
    find: "mean += load<f32>(p + at + k) * load<f32>(ofMass + k);",
    replace: "mean += 0;",
  },
  {
    means: "the penalty on parameters has no part in the moments",
    file: "assembly/src/network/optimizer.ts",
    find: "f32x4.mul(f32x4.splat(penalty), old)",
    replace: "f32x4.mul(f32x4.splat(0), old)",
  },
  {
    means: "the decay of AdamW is left out",
    file: "assembly/src/network/optimizer.ts",
    find: "f32x4.mul(v128.load(p + k), f32x4.splat(keep))",
    replace: "v128.load(p + k)",
  },
];

export const kernelMutants = [
  ...measuringMutants.map((mutant) => ({ ...mutant, tests })),
  ...networkMutants.map((mutant) => ({ ...mutant, tests: networkTests })),
];

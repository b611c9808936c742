// Sums and percentiles of one direction's distances. Weights: element i weighs weights[codes[i]] (areas of surfels),
// or 1 if `codes` is 0 (border voxels).
//
// A direction's distances come in two parts: the histogram of the near ones over distance classes, whose distances
// and ascending order engine gives, and the list of the far ones, all of them farther away.

// @ts-ignore: decorator
@inline
function weightOf(codes: usize, weights: usize, i: u32): f64 {
  return codes == 0 ? 1 : load<f64>(weights + (<usize>load<u8>(codes + i) << 3));
}

/**
 * sums (4 f64): Σw, Σw d, Σw d², max d. within (f64 a limit): Σw of elements with d <= limit.
 * `classes`: distance in mm of each class.
 */
export function summarize(
  classes: usize, areas: usize, classCount: u32,
  far: usize, farCodes: usize, weights: usize, farCount: u32,
  limits: usize, limitCount: u32, sums: usize, within: usize,
): void {
  let area: f64 = 0;
  let sum: f64 = 0;
  let squareSum: f64 = 0;
  let largest: f64 = 0;
  for (let k: u32 = 0; k < limitCount; k++) store<f64>(within + (<usize>k << 3), 0);
  for (let i: u32 = 0; i < classCount + farCount; i++) {
    const isNear = i < classCount;
    const w = isNear ? load<f64>(areas + (<usize>i << 3)) : weightOf(farCodes, weights, i - classCount);
    if (w == 0) continue;
    const d = isNear ? load<f64>(classes + (<usize>i << 3)) : load<f64>(far + (<usize>(i - classCount) << 3));
    area += w;
    sum += w * d;
    squareSum += w * d * d;
    largest = max(largest, d);
    for (let k: u32 = 0; k < limitCount; k++) {
      if (d <= load<f64>(limits + (<usize>k << 3))) {
        const at = within + (<usize>k << 3);
        store<f64>(at, load<f64>(at) + w);
      }
    }
  }
  store<f64>(sums, area);
  store<f64>(sums, sum, 8);
  store<f64>(sums, squareSum, 16);
  store<f64>(sums, largest, 24);
}

/** Σw only: the area of a surface whose counterpart is empty. */
export function total_weight(codes: usize, weights: usize, n: u32): f64 {
  let area: f64 = 0;
  for (let i: u32 = 0; i < n; i++) area += weightOf(codes, weights, i);
  return area;
}

// Selection by digits: distances are not negative, so their bit patterns are ordered as they are. Each pass adds up
// the weights of the candidates by the next 11 bits of the pattern, from the top, and keeps the digit in which the
// target weight is reached, until one value is left. The lists are only read. At most six passes.
//
//   bits of a pass:  63..53  52..42  41..31  30..20  19..9  8..0

const DIGIT: u64 = 11;
const BUCKETS: usize = 1 << 11;

export function percentile_scratch_bytes(): usize {
  return BUCKETS << 3;
}

let prefix: u64 = 0;
let shift: u64 = 0;
let smallest: f64 = 0;
let greatest: f64 = 0;

// @ts-ignore: decorator
@inline
function addDigits(distances: usize, codes: usize, weights: usize, n: u32, buckets: usize, first: bool): void {
  const width = shift == 0 ? DIGIT - 2 : DIGIT;
  for (let i: u32 = 0; i < n; i++) {
    const bits = load<u64>(distances + (<usize>i << 3));
    if (!first && bits >> (shift + width) != prefix) continue;
    const at = buckets + (<usize>((bits >> shift) & ((1 << width) - 1)) << 3);
    store<f64>(at, load<f64>(at) + weightOf(codes, weights, i));
    const d = reinterpret<f64>(bits);
    smallest = min(smallest, d);
    greatest = max(greatest, d);
  }
}

/** Smallest distance d of two lists put together for which the elements with distance <= d weigh at least `target`. */
function select(
  first: usize, codes: usize, weights: usize, nFirst: u32, second: usize, nSecond: u32, target: f64, buckets: usize,
): f64 {
  let below: f64 = 0;
  prefix = 0;
  shift = 64 - DIGIT;
  while (true) {
    memory.fill(buckets, 0, BUCKETS << 3);
    smallest = Infinity;
    greatest = -Infinity;
    const isFirst = shift == 64 - DIGIT;
    addDigits(first, codes, weights, nFirst, buckets, isFirst);
    addDigits(second, 0, 0, nSecond, buckets, isFirst);
    if (smallest == greatest) return smallest;
    let digit: u64 = 0;
    for (let k: u64 = 0; k < <u64>BUCKETS; k++) {
      const weight = load<f64>(buckets + (<usize>k << 3));
      if (weight == 0) continue;
      digit = k;
      if (below + weight >= target) break;
      below += weight;
    }
    if (shift == 0) return reinterpret<f64>((prefix << (DIGIT - 2)) | digit);
    prefix = (prefix << DIGIT) | digit;
    shift = shift > DIGIT ? shift - DIGIT : 0;
  }
}

/**
 * Weighted inverse ECDF: the smallest d with Σw[distance <= d] / Σw >= fraction. A relative 1e-12 absorbs the order
 * of the summation. `order`: u32, classes by ascending distance.
 */
export function percentile_inverse_ecdf(
  classes: usize, order: usize, areas: usize, classCount: u32,
  far: usize, farCodes: usize, weights: usize, farCount: u32,
  fraction: f64, area: f64, scratch: usize,
): f64 {
  const target = fraction * area * (1 - 1e-12);
  let below: f64 = 0;
  let last: u32 = 0;
  for (let i: u32 = 0; i < classCount; i++) {
    const c = load<u32>(order + (<usize>i << 2));
    const w = load<f64>(areas + (<usize>c << 3));
    if (w == 0) continue;
    below += w;
    last = c;
    if (below >= target) return load<f64>(classes + (<usize>c << 3));
  }
  if (farCount == 0) return load<f64>(classes + (<usize>last << 3));
  return select(far, farCodes, weights, farCount, 0, 0, target - below, scratch);
}

/** The distance of rank k (from 1) of both directions' elements, all of weight 1. */
function ranked(
  k: f64, classes: usize, order: usize, classCount: u32, numbersA: usize, numbersB: usize,
  farA: usize, farCountA: u32, farB: usize, farCountB: u32, scratch: usize,
): f64 {
  let below: f64 = 0;
  for (let i: u32 = 0; i < classCount; i++) {
    const c = load<u32>(order + (<usize>i << 2));
    below += <f64>load<u32>(numbersA + (<usize>c << 2));
    if (numbersB != 0) below += <f64>load<u32>(numbersB + (<usize>c << 2));
    if (below >= k) return load<f64>(classes + (<usize>c << 3));
  }
  return select(farA, 0, 0, farCountA, farB, farCountB, k - below, scratch);
}

/**
 * Linear interpolation between order statistics (numpy's default) of the unweighted distances of one direction, or of
 * both in one list; `numbersB` is 0 and `farCountB` 0 for one. n: elements in all.
 */
export function percentile_linear(
  classes: usize, order: usize, classCount: u32, numbersA: usize, numbersB: usize,
  farA: usize, farCountA: u32, farB: usize, farCountB: u32, n: u32, fraction: f64, scratch: usize,
): f64 {
  const rank = fraction * <f64>(n - 1);
  const lower = floor(rank);
  const a = ranked(lower + 1, classes, order, classCount, numbersA, numbersB, farA, farCountA, farB, farCountB, scratch);
  if (rank == lower) return a;
  const b = ranked(lower + 2, classes, order, classCount, numbersA, numbersB, farA, farCountA, farB, farCountB, scratch);
  return a + (b - a) * (rank - lower);
}

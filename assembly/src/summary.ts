// Sums and percentiles of one direction's distances. Weights: element i weighs weights[codes[i]] (areas of surfels),
// or 1 if `codes` is 0 (border voxels).

// @ts-ignore: decorator
@inline
function weightOf(codes: usize, weights: usize, i: u32): f64 {
  return codes == 0 ? 1 : load<f64>(weights + (<usize>load<u8>(codes + i) << 3));
}

/**
 * sums (4 f64): Σw, Σw d, Σw d², max d. within (f64 a limit): Σw of elements with d <= limit. n > 0.
 */
export function summarize(
  distances: usize, codes: usize, weights: usize, n: u32,
  limits: usize, limitCount: u32, sums: usize, within: usize,
): void {
  let area: f64 = 0;
  let sum: f64 = 0;
  let squareSum: f64 = 0;
  let largest: f64 = 0;
  for (let k: u32 = 0; k < limitCount; k++) store<f64>(within + (<usize>k << 3), 0);
  for (let i: u32 = 0; i < n; i++) {
    const d = load<f64>(distances + (<usize>i << 3));
    const w = weightOf(codes, weights, i);
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
 * of the summation.
 */
export function percentile_inverse_ecdf(distances: usize, codes: usize, weights: usize, n: u32, fraction: f64, area: f64, scratch: usize): f64 {
  return select(distances, codes, weights, n, 0, 0, fraction * area * (1 - 1e-12), scratch);
}

/** Linear interpolation between order statistics (numpy's default) of two unweighted lists put together; the second may be empty. */
export function percentile_linear(first: usize, nFirst: u32, second: usize, nSecond: u32, fraction: f64, scratch: usize): f64 {
  const rank = fraction * <f64>(nFirst + nSecond - 1);
  const lower = floor(rank);
  const a = select(first, 0, 0, nFirst, second, nSecond, lower + 1, scratch);
  if (rank == lower) return a;
  const b = select(first, 0, 0, nFirst, second, nSecond, lower + 2, scratch);
  return a + (b - a) * (rank - lower);
}

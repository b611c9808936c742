/**
 * Distances of one surface's elements to the other surface, weighted by area.
 * `codes`: u8 a point, 0 where there is no element; `field`: squared distances in mm2, f32 a point; `weights`: f64 a
 * code. sums (4 f64): area, area * distance, largest distance, area within `tolerance`.
 */
export function summarise(
  codes: usize,
  field: usize,
  points: usize,
  weights: usize,
  tolerance: f64,
  sums: usize,
): void {
  let area: f64 = 0;
  let sum: f64 = 0;
  let largest: f64 = 0;
  let within: f64 = 0;
  for (let k: usize = 0; k < points; k++) {
    const code = load<u8>(codes + k);
    if (code == 0) continue;
    const d = <f64>sqrt<f32>(load<f32>(field + (k << 2)));
    const weight = load<f64>(weights + ((<usize>code) << 3));
    area += weight;
    sum += weight * d;
    largest = max(largest, d);
    if (d <= tolerance) within += weight;
  }
  store<f64>(sums, area);
  store<f64>(sums, sum, 8);
  store<f64>(sums, largest, 16);
  store<f64>(sums, within, 24);
}

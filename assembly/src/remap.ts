// Label index -> label index by a table: regions (several labels read as one), and the ignore label.

// @ts-ignore: decorator
@inline
function remap<T>(source: usize, n: usize, lut: usize, target: usize): void {
  for (let i: usize = 0; i < n; i++) {
    const at = i * sizeof<T>();
    store<T>(target + at, load<T>(lut + <usize>load<T>(source + at) * sizeof<T>()));
  }
}

/** target[i] = lut[source[i]]; in place if the two are the same. */
export function remap_u8(source: usize, n: usize, lut: usize, target: usize): void {
  remap<u8>(source, n, lut, target);
}
export function remap_u16(source: usize, n: usize, lut: usize, target: usize): void {
  remap<u16>(source, n, lut, target);
}

// @ts-ignore: decorator
@inline
function ignore<T>(reference: usize, prediction: usize, n: usize, label: u32, mark: u32): void {
  for (let i: usize = 0; i < n; i++) {
    const at = i * sizeof<T>();
    if (<u32>load<T>(reference + at) != label) continue;
    store<T>(reference + at, <T>mark);
    store<T>(prediction + at, <T>mark);
  }
}

/** Writes `mark` into both volumes wherever the reference holds `label`. */
export function ignore_u8(reference: usize, prediction: usize, n: usize, label: u32, mark: u32): void {
  ignore<u8>(reference, prediction, n, label, mark);
}
export function ignore_u16(reference: usize, prediction: usize, n: usize, label: u32, mark: u32): void {
  ignore<u16>(reference, prediction, n, label, mark);
}

/** The functions of transform.wasm, as assembly/index.ts exports them. */
export interface TransformExports {
  readonly memory: WebAssembly.Memory;
  heap_base(): number;
  label_boxes(labels: number, nx: number, ny: number, nz: number, boxes: number): void;
  label_surface(
    labels: number,
    nx: number,
    ny: number,
    nz: number,
    label: number,
    x0: number,
    x1: number,
    y0: number,
    y1: number,
    z0: number,
    z1: number,
    codes: number,
  ): number;
  squared_distances_scratch(width: number, height: number, depth: number): number;
  squared_distances(
    codes: number,
    width: number,
    height: number,
    depth: number,
    sx: number,
    sy: number,
    sz: number,
    field: number,
    scratch: number,
  ): void;
  summarise(
    codes: number,
    field: number,
    points: number,
    weights: number,
    tolerance: number,
    sums: number,
  ): void;
}

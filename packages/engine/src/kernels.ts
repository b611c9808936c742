/**
 * The functions of pgt.wasm, as `assembly/` exports them: all addresses and sizes are in bytes unless a name says
 * otherwise, all numbers are i32 or f64 on the other side. An address above 2 GiB comes back negative and is made
 * unsigned by `Memory`.
 */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  arena_alloc(bytes: number): number;
  arena_mark(): number;
  arena_reset(mark: number): void;

  compact_table_bytes(): number;
  compact_ids_bytes(): number;
  compact_begin(table: number, ids: number): void;
  collect_u8: Collect;
  collect_u16: Collect;
  collect_i16: Collect;
  collect_u32: Collect;
  translate_u8_u8: Translate;
  translate_u16_u8: Translate;
  translate_i16_u8: Translate;
  translate_u32_u8: Translate;
  translate_u8_u16: Translate;
  translate_u16_u16: Translate;
  translate_i16_u16: Translate;
  translate_u32_u16: Translate;

  remap_u8: Remap;
  remap_u16: Remap;
  ignore_u8: Ignore;
  ignore_u16: Ignore;

  count_joint_u8: CountJoint;
  count_joint_u16: CountJoint;
  sum_coordinates_u8: SumCoordinates;
  sum_coordinates_u16: SumCoordinates;

  scan_surfel_u8: ScanSurfel;
  scan_surfel_u16: ScanSurfel;
  scan_border_u8: ScanBorder;
  scan_border_u16: ScanBorder;
  scan_begin(wanted: number, mark: number, zeros: number, counts: number, records: number): void;
  group_by_label(records: number, n: number, starts: number, indices: number, codes: number): void;

  distance_classes(rows: number): number;
  near_distances(
    a: number,
    codesA: number,
    nA: number,
    b: number,
    codesB: number,
    nB: number,
    latticeX: number,
    latticeY: number,
    spacingX: number,
    spacingY: number,
    spacingZ: number,
    weights: number,
    rowTable: number,
    rows: number,
    reachable2: number,
    areasA: number,
    numbersA: number,
    farA: number,
    farCodesA: number,
    areasB: number,
    numbersB: number,
    farB: number,
    farCodesB: number,
    farCounts: number,
  ): number;
  far_distances(
    queries: number,
    n: number,
    targets: number,
    m: number,
    latticeX: number,
    latticeY: number,
    spacingX: number,
    spacingY: number,
    spacingZ: number,
    distances: number,
  ): number;

  summarize(
    classes: number,
    areas: number,
    classCount: number,
    far: number,
    farCodes: number,
    weights: number,
    farCount: number,
    limits: number,
    limitCount: number,
    sums: number,
    within: number,
  ): void;
  total_weight(codes: number, weights: number, n: number): number;
  percentile_scratch_bytes(): number;
  percentile_inverse_ecdf(
    classes: number,
    order: number,
    areas: number,
    classCount: number,
    far: number,
    farCodes: number,
    weights: number,
    farCount: number,
    fraction: number,
    area: number,
    scratch: number,
  ): number;
  percentile_linear(
    classes: number,
    order: number,
    classCount: number,
    numbersA: number,
    numbersB: number,
    farA: number,
    farCountA: number,
    farB: number,
    farCountB: number,
    n: number,
    fraction: number,
    scratch: number,
  ): number;

  band_overlap_u8: BandOverlap;
  band_overlap_u16: BandOverlap;

  votes_table_bytes(): number;
  votes_nodes_offset(): number;
  votes_begin(table: number): void;
  count_votes_u8: CountVotes;
  count_votes_u16: CountVotes;

  fold_table_bytes(bits: number): number;
  fold_patterns_offset(bits: number): number;
  fold_begin(table: number, bits: number): void;
  fold_u16_u8: Fold;
  fold_u16_u16: Fold;
  fold_u32_u8: Fold;
  fold_u32_u16: Fold;
  look_up_u16_u8: LookUp;
  look_up_u16_u16: LookUp;
  look_up_u16_u32: LookUp;
  look_up_u32_u8: LookUp;
  look_up_u32_u16: LookUp;
  look_up_u32_u32: LookUp;
  mark_ids_u16: MarkIds;
  mark_ids_u32: MarkIds;

  empty_boxes(boxes: number, labels: number): void;
  grow_boxes_u8: GrowBoxes;
  grow_boxes_u16: GrowBoxes;
  mark_label_u8: MarkLabel;
  mark_label_u16: MarkLabel;
  dilate_bits(
    source: number,
    planes: number,
    firstZ: number,
    width: number,
    height: number,
    depth: number,
    ball: number,
    ballRows: number,
    dilated: number,
    stride: number,
    scratch: number,
  ): void;
  count_bits(bitmap: number, bytes: number): number;

  border_of_bits: BorderOfBits;
  exchange_axes(
    bits: number,
    nx: number,
    ny: number,
    nz: number,
    stride: number,
    target: number,
    targetStride: number,
  ): void;
  put_bits(
    bits: number,
    nx: number,
    ny: number,
    stride: number,
    voxels: number,
    values: number,
    n: number,
  ): void;
  signed_near(
    bits: number,
    nx: number,
    ny: number,
    nz: number,
    stride: number,
    exchanged: number,
    queries: number,
    n: number,
    table: number,
    tableRows: number,
    reachable2: number,
    offsets: number,
    sx: number,
    sy: number,
    sz: number,
    distances: number,
  ): void;
}

type Collect = (source: number, n: number, table: number, ids: number, count: number) => number;
type Translate = (
  source: number,
  n: number,
  table: number,
  ids: number,
  count: number,
  target: number,
) => void;
type Remap = (source: number, n: number, lut: number, target: number) => void;
type Ignore = (reference: number, prediction: number, n: number, label: number, mark: number) => void;
type CountJoint = (reference: number, prediction: number, n: number, columns: number, table: number) => void;
type SumCoordinates = (labels: number, nx: number, ny: number, nz: number, sums: number) => void;
type ScanSurfel = (lower: number, upper: number, nx: number, ny: number, index: number) => number;
type ScanBorder = (
  lower: number,
  plane: number,
  upper: number,
  nx: number,
  ny: number,
  connectivity: number,
  index: number,
) => number;
type BandOverlap = (
  reference: number,
  referenceLabel: number,
  referenceBorder: number,
  nReference: number,
  prediction: number,
  predictionLabel: number,
  predictionBorder: number,
  nPrediction: number,
  nx: number,
  ny: number,
  depth: number,
  result: number,
) => number;
type CountVotes = (
  pieces: number,
  stride: number,
  raters: number,
  from: number,
  n: number,
  table: number,
) => number;
type Fold = (ids: number, labels: number, from: number, n: number, meaning: number, table: number) => number;
type LookUp = (ids: number, n: number, table: number, target: number) => void;
type MarkIds = (ids: number, nx: number, rows: number, wanted: number, bits: number, stride: number) => void;
type BorderOfBits = (
  bits: number,
  nx: number,
  ny: number,
  nz: number,
  stride: number,
  target: number,
) => number;
type GrowBoxes = (plane: number, nx: number, ny: number, z: number, boxes: number) => void;
type MarkLabel = (
  labels: number,
  nx: number,
  width: number,
  rows: number,
  label: number,
  other: number,
  bitmap: number,
  stride: number,
) => void;

/** Status codes of kernels (assembly/src/status.ts). */
export const Status = { ok: 0, outOfMemory: 1, tooManyLabels: 2 } as const;

import { InputError, type LabelData, type LabelVolume, type Vector3, type VotePattern } from "@pgt/metrics";
import type { CompactVolume } from "../compact-volume.ts";
import { type Box, labelBoxes, reachOf } from "../dilation/dilated-unions.ts";
import { checkOnGrid, type Grid, gridOf } from "../grid.ts";
import type { Kernels } from "../kernels.ts";
import type { Memory } from "../memory.ts";
import { plainReader, type VoxelReader, voxelBytes } from "../voxel-reader.ts";
import {
  boxWithMargin,
  contains,
  type FieldBox,
  gridOfBox,
  imageIndex,
  noBox,
  stretchesOf,
  wholeBox,
} from "./field-box.ts";
import { LabelSurfaces } from "./label-surfaces.ts";
import { foldRater, type PatternIds, patternsAtMost, typeOf, widened } from "./pattern-table.ts";
import { thickRegions } from "./thick-regions.ts";
import { VoxelBits } from "./voxel-bits.ts";

/** Voxels handled at a time. */
const PIECE = 1 << 17;
/** Voxels by which a box is larger than it must be, so that it need not grow with every rater. */
const SLACK_VOXELS = 4;

/** From the ids that a volume holds, 0 excepted, to the label of each. */
export type Labelling = (ids: readonly number[]) => (id: number) => number;

/** A label for every pattern, and for single voxels of the box, ascending, another one than their pattern's. */
export interface FieldLabels {
  readonly ofPattern: ArrayLike<number>;
  readonly voxels?: Uint32Array;
  readonly ofVoxel?: ArrayLike<number>;
}

/**
 * The patterns of labels that raters give to voxels, as one number a voxel of the box that holds what any of them marked:
 * raters are added one at a time, and none is kept. Memory: 2 bytes a voxel of the box, 4 from 65537 patterns on.
 */
export class VoteField {
  private box: FieldBox = noBox;
  private ids: PatternIds = new Uint16Array(0);
  private readonly marked: Box[] = [];
  private found: readonly VotePattern[];
  private readonly grid: Grid;
  private readonly margin: Vector3;
  /** Label of each index that kernels see, and the way back. */
  private readonly labels = [0];
  private readonly indexOf = new Map([[0, 0]]);

  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly place: Pick<LabelVolume, "shape" | "spacingMm">,
    private readonly compactOf: (volume: LabelVolume) => CompactVolume,
    marginMm: number,
  ) {
    this.grid = gridOf(place);
    this.found = [{ ratings: [], voxels: this.grid.voxels }];
    this.margin = reachOf(this.grid, marginMm).map((reach) => Math.max(1, reach)) as unknown as Vector3;
  }

  /**
   * Adds a rater.
   *
   * @param labelling from the ids in this volume to the label of each; 0 takes it for background.
   * @throws UsageError for a volume that is malformed or on another grid than the first; InputError E_LABELS for more
   * than 2^20 patterns.
   */
  add(volume: LabelVolume, labelling: Labelling = () => (id) => id): void {
    checkOnGrid(this.place, volume, ["volumes[0]", `volumes[${this.found[0].ratings.length}]`]);
    this.memory.scoped(() => {
      const compact = this.compactOf(volume);
      const reader = plainReader(this.memory, compact);
      const boxes = labelBoxes(this.kernels, this.memory, this.grid, reader);
      const meaning = new Uint16Array(compact.ids.length);
      const labelOf = labelling(compact.ids.filter((id, index) => id !== 0 && boxes[index]));
      boxes.forEach((box, index) => {
        if (!box) return;
        meaning[index] = this.indexOfLabel(labelOf(compact.ids[index]));
        if (meaning[index] !== 0) this.marked.push(box);
      });
      this.grow();
      this.fold(reader, meaning);
    });
  }

  /** Patterns with their voxels in the image, by their number; 0 is background by all. */
  get patterns(): readonly VotePattern[] {
    return this.found;
  }

  get spacingMm(): Vector3 {
    return this.grid.spacingMm;
  }

  get voxelVolumeMm3(): number {
    return this.grid.voxelVolumeMm3;
  }

  /** Voxels within a distance of those with some patterns: at most the margin that the field was made with. */
  voxelsWithin(distanceMm: number, patterns: ArrayLike<boolean>): number {
    return this.memory.scoped(() => this.bitsOf(Uint8Array.from(patterns, Number)).countWithin(distanceMm));
  }

  /** Voxels of the box with some patterns, ascending. */
  voxelsOf(patterns: ArrayLike<boolean>): Uint32Array {
    const wanted = Uint8Array.from(patterns, Number);
    const found = new Uint32Array(this.countInBox(wanted));
    let count = 0;
    for (let at = 0; at < this.ids.length; at++) if (wanted[this.ids[at]] === 1) found[count++] = at;
    return found;
  }

  /** Voxels of the box along x, y, z. */
  get boxSize(): Vector3 {
    return this.box.size;
  }

  /** Connected regions of some voxels of the box, ascending, that are thicker than `2 radiusMm`; the largest first. */
  regionsOf(voxels: Uint32Array, radiusMm: number): Uint32Array[] {
    const regions = thickRegions(voxels, this.box.size, this.grid.spacingMm, radiusMm);
    return regions.sort((a, b) => b.length - a.length || a[0] - b[0]);
  }

  /** Place in the image of a voxel of the box. */
  imageIndexOf(at: number): number {
    return imageIndex(this.box, this.grid, at);
  }

  /** Pattern of a voxel of the box. */
  patternAt(at: number): number {
    return this.ids[at];
  }

  /** Surfaces of all labels by one rater. */
  surfacesOfRater(rater: number): LabelSurfaces {
    return this.surfacesOf({ ofPattern: this.found.map(({ ratings }) => ratings[rater]) });
  }

  /** Surfaces of all labels of a label map made from the patterns. */
  surfacesOf(labels: FieldLabels): LabelSurfaces {
    const { kernels, memory, box } = this;
    const labelAt = this.lookUp(labels);
    const { ofPattern, voxels, ofVoxel } = labels;
    const isLabel = (label: number) => (one: number) => Number(one === label);
    const bitsOf = (label: number) => {
      const single = voxels && { voxels, isWanted: Uint8Array.from(ofVoxel!, isLabel(label)) };
      return this.bitsOf(Uint8Array.from(ofPattern, isLabel(label)), single);
    };
    return new LabelSurfaces(kernels, memory, gridOfBox(box, this.grid), bitsOf, labelAt);
  }

  /** A label map of the image: bytes where they suffice. */
  labelMap(labels: FieldLabels): LabelData {
    const all = [...new Set([...Array.from(labels.ofPattern), ...Array.from(labels.ofVoxel ?? [])])];
    const most = all.reduce((largest, label) => Math.max(largest, label), 0);
    const isSigned = all.some((label) => label < 0);
    const Data = isSigned
      ? Int32Array
      : most < 2 ** 8
        ? Uint8Array
        : most < 2 ** 16
          ? Uint16Array
          : Uint32Array;
    const data = new Data(this.grid.voxels);
    this.fill(data, Data.from(labels.ofPattern));
    labels.voxels?.forEach((at, k) => {
      data[imageIndex(this.box, this.grid, at)] = labels.ofVoxel![k];
    });
    return data;
  }

  /** A map of the image with a value for every pattern. */
  valueMap(ofPattern: ArrayLike<number>): Float32Array {
    const values = Float32Array.from(ofPattern);
    const data = new Float32Array(this.grid.voxels).fill(values[0]);
    this.fill(data, values);
    return data;
  }

  /** A map of the image with values at single voxels of the box, 0 elsewhere. */
  voxelMap(voxels: Uint32Array, values: ArrayLike<number>): Float32Array {
    const data = new Float32Array(this.grid.voxels);
    voxels.forEach((at, k) => {
      data[imageIndex(this.box, this.grid, at)] = values[k];
    });
    return data;
  }

  private indexOfLabel(label: number): number {
    let index = this.indexOf.get(label);
    if (index === undefined) {
      index = this.labels.push(label) - 1;
      this.indexOf.set(label, index);
      if (index > 65534) throw tooMany("65535 labels");
    }
    return index;
  }

  /** Makes the box hold what is marked; new voxels are background by all so far. */
  private grow(): void {
    const needed = boxWithMargin(this.marked, this.grid, this.margin);
    if (contains(this.box, needed)) return;
    const ample = boxWithMargin(this.marked, this.grid, this.margin, SLACK_VOXELS);
    // A box of half of the image becomes the whole, which need not grow: old and new ids lie in memory together.
    const box = 2 * ample.voxels > this.grid.voxels ? wholeBox(this.grid) : ample;
    const ids = new (this.ids.constructor as new (length: number) => PatternIds)(box.voxels);
    const shift = this.box.from.map((first, axis) => first - box.from[axis]);
    const [width, height, depth] = this.box.size;
    for (let z = 0; z < depth; z++) {
      for (let y = 0; y < height; y++) {
        const at = width * (y + height * z);
        const target = shift[0] + box.size[0] * (shift[1] + y + box.size[1] * (shift[2] + z));
        ids.set(this.ids.subarray(at, at + width), target);
      }
    }
    this.box = box;
    this.ids = ids;
  }

  private fold(reader: VoxelReader, meaning: Uint16Array): void {
    const rows = rowsAtOnce(this.box);
    const width = this.box.size[0];
    const labels = {
      type: reader.type,
      meaning,
      piece: rows * width,
      read: (start: number, n: number, pointer: number) => {
        for (const { at, imageAt, length } of stretchesOf(this.box, this.grid, start / width, n / width)) {
          reader.read(imageAt, length, pointer + (at - start) * voxelBytes(reader.type));
        }
      },
    };
    let { records, done } = foldRater(this.kernels, this.memory, this.ids, labels);
    if (done < this.ids.length && this.ids instanceof Uint16Array) {
      this.ids = widened(this.ids, records, done);
      ({ records, done } = foldRater(this.kernels, this.memory, this.ids, labels));
    }
    if (done < this.ids.length) {
      throw tooMany(`${patternsAtMost} patterns of labels over the raters`);
    }
    const before = this.found;
    const outside = this.grid.voxels - this.box.voxels;
    this.found = Array.from({ length: records.length / 3 }, (_, k) => ({
      ratings: [...before[records[3 * k]].ratings, this.labels[records[3 * k + 1]]],
      voxels: records[3 * k + 2] + (k === 0 ? outside : 0),
    }));
  }

  private countInBox(wanted: Uint8Array): number {
    const outside = this.grid.voxels - this.box.voxels;
    return this.found.reduce((sum, { voxels }, k) => sum + wanted[k] * (voxels - (k === 0 ? outside : 0)), 0);
  }

  /** Voxels of the box with some patterns, and single ones that are or are not wanted whatever their pattern. */
  private bitsOf(
    wanted: Uint8Array,
    single?: { readonly voxels: Uint32Array; readonly isWanted: Uint8Array },
  ): VoxelBits {
    const { kernels, memory, ids, box } = this;
    const [width, height, depth] = box.size;
    const mark = kernels[`mark_ids_${typeOf(ids)}`];
    return new VoxelBits(kernels, memory, gridOfBox(box, this.grid), (pointer, stride) =>
      memory.scoped(() => {
        const table = memory.allocate(wanted.length);
        memory.writeBytes(table, wanted);
        const rows = rowsAtOnce(box);
        const piece = memory.allocate(rows * width * ids.BYTES_PER_ELEMENT);
        for (let row = 0; row < height * depth; row += rows) {
          const part = ids.subarray(row * width, (row + rows) * width);
          memory.writeVoxels(piece, part);
          mark(piece, width, part.length / width, table, pointer + row * stride, stride);
        }
        if (!single) return;
        const voxels = memory.allocate(single.voxels.byteLength);
        memory.writeUint32(voxels, single.voxels);
        const values = memory.allocate(single.isWanted.length);
        memory.writeBytes(values, single.isWanted);
        kernels.put_bits(pointer, width, height, stride, voxels, values, single.voxels.length);
      }),
    );
  }

  /** Value of a voxel of the box. */
  private lookUp({ ofPattern, voxels, ofVoxel }: FieldLabels): (at: number) => number {
    const { ids } = this;
    if (!voxels || voxels.length === 0) return (at) => ofPattern[ids[at]];
    return (at) => {
      const k = firstFrom(voxels, at);
      return voxels[k] === at ? ofVoxel![k] : ofPattern[ids[at]];
    };
  }

  private fill(data: LabelData | Float32Array, table: LabelData | Float32Array): void {
    const { kernels, memory, ids, box, grid } = this;
    const bytes = table.BYTES_PER_ELEMENT;
    const kernel = kernels[`look_up_${typeOf(ids)}_${bytes === 1 ? "u8" : bytes === 2 ? "u16" : "u32"}`];
    const rows = rowsAtOnce(box);
    memory.scoped(() => {
      const pointer = memory.allocate(table.byteLength);
      memory.writeVoxels(pointer, table);
      const source = memory.allocate(rows * box.size[0] * ids.BYTES_PER_ELEMENT);
      const target = memory.allocate(rows * box.size[0] * bytes);
      for (let row = 0; row < box.size[1] * box.size[2]; row += rows) {
        const start = row * box.size[0];
        const piece = ids.subarray(start, start + rows * box.size[0]);
        memory.writeVoxels(source, piece);
        kernel(source, piece.length, pointer, target);
        for (const { at, imageAt, length } of stretchesOf(box, grid, row, piece.length / box.size[0])) {
          memory.readVoxels(target + (at - start) * bytes, data.subarray(imageAt, imageAt + length));
        }
      }
    });
  }
}

/** Rows of a box that are handled at a time. */
function rowsAtOnce({ size }: FieldBox): number {
  return Math.max(1, Math.floor(PIECE / Math.max(1, size[0])));
}

/** Position of the first of some ascending numbers that is `from` or more. */
function firstFrom(numbers: Uint32Array, from: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tooMany(limit: string): InputError {
  const message = `at most ${limit} can be told apart, more were found; are these images, or instances numbered differently by each rater?`;
  return new InputError("E_LABELS", "label maps", message);
}

import { readFile } from "node:fs/promises";
import type { LabelVolume, Vector3 } from "@pgt/core";
import { surfelAreasMm2 } from "@pgt/engine";
import { Arena } from "./arena.ts";
import type { TransformExports } from "./transform-exports.ts";

interface Pair {
  readonly reference: LabelVolume;
  readonly prediction: LabelVolume;
}

/** Distances of one direction, weighted by area. */
interface Sums {
  readonly area: number;
  readonly areaTimesDistance: number;
  readonly largest: number;
  readonly areaWithin: number;
}

/** Lattice points of a label's surfaces in both volumes: first and last along each axis. */
interface Box {
  readonly ends: readonly [number, number, number, number, number, number];
  readonly size: Vector3;
  readonly points: number;
  /** Tells if the label is in both volumes. */
  readonly inBoth: boolean;
}

const TOLERANCE_MM = 1;
/** Percentile of the default convention. */
const TOLERANCE_SLACK = 1e-6;
const LABELS = 256;
const BOX_FIELDS = 6;

/**
 * Baseline that the kernels are measured against: for every label an exact separable distance transform
 * (`transform.ts`) of the box that holds its surfaces in both volumes, once for each, read at the other's surface.
 * Volumes of bytes only.
 */
export class Baseline {
  private constructor(private readonly wasm: TransformExports) {}

  static async start(): Promise<Baseline> {
    const bytes = await readFile(new URL("./transform.wasm", import.meta.url));
    const instance = await WebAssembly.instantiate(await WebAssembly.compile(new Uint8Array(bytes)));
    return new Baseline(instance.exports as unknown as TransformExports);
  }

  /** Values of `unsortedMetrics`, by `label metric`, for the labels that both volumes hold. */
  measure(pair: Pair): Record<string, number> {
    const run = new TransformRun(this.wasm, pair);
    const values: Record<string, number> = {};
    for (const [label, box] of run.boxes) {
      if (!box.inBoth) continue;
      const { reference, prediction } = run.distances(label, box);
      const areas = reference.area + prediction.area;
      const means = [reference, prediction].map(({ areaTimesDistance, area }) => areaTimesDistance / area);
      values[`${label} hd`] = Math.max(reference.largest, prediction.largest);
      values[`${label} assd`] = (reference.areaTimesDistance + prediction.areaTimesDistance) / areas;
      values[`${label} masd`] = (means[0] + means[1]) / 2;
      values[`${label} nsd@${TOLERANCE_MM}`] = (reference.areaWithin + prediction.areaWithin) / areas;
    }
    return values;
  }

  /** Number of surface elements of all labels of both volumes, under "elements". */
  countElements(pair: Pair): Record<string, number> {
    const run = new TransformRun(this.wasm, pair);
    let elements = 0;
    for (const [label, box] of run.boxes) elements += run.countElements(label, box);
    return { elements };
  }
}

/** One pair of volumes in memory. */
class TransformRun {
  readonly boxes: ReadonlyMap<number, Box>;
  private readonly arena: Arena;
  private readonly volumes: readonly number[];
  private readonly weights: number;
  private readonly sums: number;
  private readonly shape: Vector3;
  private readonly spacingMm: Vector3;

  constructor(
    private readonly wasm: TransformExports,
    { reference, prediction }: Pair,
  ) {
    this.arena = new Arena(wasm.memory, wasm.heap_base());
    this.shape = reference.shape;
    this.spacingMm = reference.spacingMm;
    this.volumes = [reference, prediction].map(({ data }) => this.arena.put(bytesOf(data)));
    this.weights = this.arena.put(new Uint8Array(surfelAreasMm2(this.spacingMm).buffer));
    this.sums = this.arena.take(32);
    this.boxes = commonBoxes(this.volumes.map((volume) => this.findBoxes(volume)));
  }

  countElements(label: number, { ends, points }: Box): number {
    return this.arena.scoped(() => {
      const codes = this.arena.take(points);
      const counts = this.volumes.map((volume) =>
        this.wasm.label_surface(volume, ...this.shape, label, ...ends, codes),
      );
      return counts[0] + counts[1];
    });
  }

  distances(label: number, { ends, size, points }: Box): { reference: Sums; prediction: Sums } {
    const { wasm, arena } = this;
    return arena.scoped(() => {
      const codes = this.volumes.map((volume) => {
        const at = arena.take(points);
        wasm.label_surface(volume, ...this.shape, label, ...ends, at);
        return at;
      });
      const field = arena.take(points * 4);
      const scratch = arena.take(wasm.squared_distances_scratch(...size));
      const fromTo = (from: number, to: number): Sums => {
        wasm.squared_distances(to, ...size, ...this.spacingMm, field, scratch);
        const limitMm = TOLERANCE_MM * (1 + TOLERANCE_SLACK);
        wasm.summarise(from, field, points, this.weights, limitMm, this.sums);
        const [area, areaTimesDistance, largest, areaWithin] = arena.floats(this.sums, 4);
        return {
          area: area,
          areaTimesDistance: areaTimesDistance,
          largest: largest,
          areaWithin: areaWithin,
        };
      };
      return { reference: fromTo(codes[0], codes[1]), prediction: fromTo(codes[1], codes[0]) };
    });
  }

  private findBoxes(volume: number): Int32Array {
    return this.arena.scoped(() => {
      const at = this.arena.take(LABELS * BOX_FIELDS * 4);
      this.wasm.label_boxes(volume, ...this.shape, at);
      return this.arena.integers(at, LABELS * BOX_FIELDS);
    });
  }
}

function commonBoxes(sides: readonly Int32Array[]): ReadonlyMap<number, Box> {
  const boxes = new Map<number, Box>();
  for (let label = 1; label < LABELS; label++) {
    const at = label * BOX_FIELDS;
    const present = sides.map((side) => side[at] <= side[at + 1]);
    if (!present.includes(true)) continue;
    const first = (field: number) => Math.min(...sides.map((side) => side[at + field]));
    // Voxel x lies between lattice points x and x + 1.
    const last = (field: number) => Math.max(...sides.map((side) => side[at + field])) + 1;
    const ends = [first(0), last(1), first(2), last(3), first(4), last(5)] as const;
    const size = [ends[1] - ends[0] + 1, ends[3] - ends[2] + 1, ends[5] - ends[4] + 1] as const;
    const inBoth = !present.includes(false);
    boxes.set(label, { ends, size, points: size[0] * size[1] * size[2], inBoth });
  }
  return boxes;
}

function bytesOf(data: LabelVolume["data"]): Uint8Array {
  if (data instanceof Uint8Array) return data;
  throw new Error("the distance transform of the bench takes volumes of bytes only");
}

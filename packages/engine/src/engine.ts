import {
  type Boundary,
  InternalError,
  type LabelSpec,
  type LabelVolume,
  type Measurement,
  type Need,
  type SurfaceMeasurement,
  type Vector3,
  type VoteTable,
} from "@pgt/metrics";
import { BandMeter } from "./bands.ts";
import { centroidFinder } from "./centroids.ts";
import { type CompactVolume, compactVolume } from "./compact-volume.ts";
import {
  type DistanceHelper,
  type DistanceTask,
  distanceTask,
  type MeasuredSurfaces,
  workOn,
} from "./distance-task.ts";
import type { DistanceRequest } from "./distances.ts";
import { commonGrid, type Grid } from "./grid.ts";
import {
  type CompactPair,
  countJointly,
  countsOf,
  everyLabel,
  type FoundIds,
  foundIds,
  indicesOf,
  type JointCounts,
} from "./joint-counts.ts";
import type { Kernels } from "./kernels.ts";
import { type Layer, regionGroups, regionLayer, singleIdTargets } from "./layers.ts";
import { Memory, outOfMemory } from "./memory.ts";
import type { BitMask } from "./probability/bit-mask.ts";
import { dilateMask } from "./probability/dilate-mask.ts";
import { ELEMENTS_KEPT, SurfaceCache } from "./surface-cache.ts";
import { eachSurfaceBatch } from "./surface-pairs.ts";
import { findSurfaces, type SurfaceSet, TooManyElements } from "./surfaces.ts";
import { VoteField } from "./vote-field/vote-field.ts";
import { countVotes, ratersGrid, type VoteRequest } from "./votes.ts";
import { ignoringReaders, plainReader, type VoxelReader } from "./voxel-reader.ts";

export interface VolumePair {
  readonly reference: LabelVolume;
  readonly prediction: LabelVolume;
}

export interface MeasureRequest extends DistanceRequest {
  /**
   * Structures to measure, or a function that chooses them from the ids found in each volume (ascending, 0 and the
   * ignore label excepted); null: every id found in either.
   */
  readonly labels: readonly LabelSpec[] | ((found: FoundIds) => readonly LabelSpec[]) | null;
  readonly needs: ReadonlySet<Need>;
  readonly boundary: Boundary;
  readonly bandDepthsVoxels: readonly number[];
  /** Reference voxels with this label are taken out of both volumes. */
  readonly ignoreLabel?: number;
}

export interface LabelMeasurement {
  readonly spec: LabelSpec;
  readonly measurement: Measurement;
}

/** A volume and what was found of it; plain data, so that one thread can prepare what another measures. */
export interface PreparedVolume {
  readonly volume: LabelVolume;
  readonly compact: CompactVolume;
  readonly boundary: Boundary;
  /** Surfaces of all labels; null if there are too many to be kept. */
  readonly surfaces: SurfaceSet | null;
}

/** Measurement of a pair: what is known at once, and what other threads still work on. */
interface Measuring {
  readonly finish: () => LabelMeasurement[];
  readonly atWork: readonly Promise<void>[];
}

/**
 * Label volumes in, measurements out. Owns one WASM memory; every call starts from an empty arena. What was found
 * of a volume (its surfaces) is kept as long as the volume object lives, so do not change its voxels in between.
 */
export class Engine {
  private readonly memory: Memory;
  private readonly surfaces = new SurfaceCache();
  private readonly compact = new WeakMap<LabelVolume, CompactVolume>();

  constructor(private readonly kernels: Kernels) {
    this.memory = new Memory(kernels);
  }

  /**
   * Measures every structure of a pair of volumes on the same grid: joint counts in one pass for all labels, and,
   * if asked for, one scan a volume for all surfaces and the exact distances between them.
   *
   * @throws UsageError if a volume is malformed or the two differ in shape or spacing.
   */
  measure(volumes: VolumePair, request: MeasureRequest): LabelMeasurement[] {
    return this.start(volumes, request, []).finish();
  }

  /** `measure`, with distances shared among this thread and `helpers`. The values are the same. */
  async measureWith(
    helpers: readonly DistanceHelper[],
    volumes: VolumePair,
    request: MeasureRequest,
  ): Promise<LabelMeasurement[]> {
    const { finish, atWork } = this.start(volumes, request, helpers);
    await Promise.all(atWork);
    return finish();
  }

  /** Work of a helper for `measureWith` of another engine. */
  helpWith(task: DistanceTask): MeasuredSurfaces {
    return workOn(task, this.kernels, this.memory);
  }

  /** Finds the surfaces of all labels before they are asked for, and keeps them as `measure` does. */
  prepare(volume: LabelVolume, boundary: Boundary): PreparedVolume {
    const grid = commonGrid(volume, volume);
    const compact = this.compactOf(volume);
    const find = () => {
      const reader = plainReader(this.memory, compact);
      return findSurfaces(this.kernels, this.memory, grid, boundary, reader, null, ELEMENTS_KEPT);
    };
    let surfaces: SurfaceSet | null = null;
    try {
      surfaces = this.surfaces.take(volume, boundary, null, find);
    } catch (error) {
      if (!(error instanceof TooManyElements)) throw error;
    }
    return { volume, compact, boundary, surfaces };
  }

  /** Takes over what another engine prepared. */
  adopt({ volume, compact, boundary, surfaces }: PreparedVolume): LabelVolume {
    this.compact.set(volume, compact);
    if (surfaces) this.surfaces.keep(volume, boundary, surfaces);
    return volume;
  }

  /**
   * Votes of several raters on the same grid: patterns of labels and how many voxels have each, per structure and for
   * the whole label map, on one region. Volumes pass through WASM memory piece by piece.
   *
   * @throws UsageError if a volume is malformed or two differ in shape or spacing.
   * @throws InputError E_LABELS for more than 2^20 patterns.
   */
  countVotes(volumes: readonly LabelVolume[], request: VoteRequest = {}): VoteTable[] {
    const grid = ratersGrid(volumes);
    return this.memory.scoped(() => {
      const compact = volumes.map((volume) => this.compactOf(volume));
      return countVotes(this.kernels, this.memory, grid, volumes, compact, request);
    });
  }

  /**
   * Votes of raters that are added one at a time, on the grid of this volume.
   *
   * @param marginMm farthest distance from what is marked that will be asked for.
   */
  voteField({ shape, spacingMm }: Pick<LabelVolume, "shape" | "spacingMm">, marginMm: number): VoteField {
    const place = { shape, spacingMm };
    return new VoteField(this.kernels, this.memory, place, (one) => this.compactOf(one), marginMm);
  }

  /** Voxels within a distance of those of a mask, centre to centre, that distance included. */
  dilate(mask: BitMask, spacingMm: Vector3, distanceMm: number): BitMask {
    return dilateMask(this.kernels, this.memory, mask, spacingMm, distanceMm);
  }

  private start(volumes: VolumePair, request: MeasureRequest, helpers: readonly DistanceHelper[]): Measuring {
    const grid = commonGrid(volumes.reference, volumes.prediction);
    return this.memory.scoped(() => this.measureOn(grid, volumes, request, helpers));
  }

  private measureOn(
    grid: Grid,
    volumes: VolumePair,
    request: MeasureRequest,
    helpers: readonly DistanceHelper[],
  ): Measuring {
    const { kernels, memory } = this;
    const pair = {
      reference: this.compactOf(volumes.reference),
      prediction: this.compactOf(volumes.prediction),
    };
    const readers = this.readersOf(pair, request.ignoreLabel);
    const joint = countJointly(kernels, memory, readers.reference, readers.prediction, grid.voxels);
    const found = foundIds(pair, joint, request.ignoreLabel);
    const choose = request.labels ?? ((ids: FoundIds) => everyLabel(ids, volumes));
    const specs = typeof choose === "function" ? choose(found) : choose;
    const centroids = request.needs.has("centroids") && {
      reference: centroidFinder(kernels, memory, readers.reference, grid),
      prediction: centroidFinder(kernels, memory, readers.prediction, grid),
    };
    const measured = specs.map((spec) => ({
      counts: countsOf(spec, pair, joint, grid),
      ...(centroids && {
        centroids: {
          referenceMm: centroids.reference(indicesOf(pair.reference, spec.referenceIds)),
          predictionMm: centroids.prediction(indicesOf(pair.prediction, spec.predictionIds)),
        },
      }),
    }));
    const { surfaces, bands, atWork } = this.measureBoundaries(
      grid,
      volumes,
      pair,
      readers,
      joint,
      specs,
      request,
      helpers,
    );
    const finish = () =>
      specs.map((spec, position) => ({
        spec,
        measurement: {
          ...measured[position],
          ...(request.needs.has("surface") && { surface: surfaces.get(position)! }),
          ...(request.needs.has("bands") && { bands: bands.get(position)! }),
        },
      }));
    return { finish, atWork };
  }

  private compactOf(volume: LabelVolume): CompactVolume {
    const known = this.compact.get(volume);
    if (known) return known;
    const compact = compactVolume(this.kernels, this.memory, volume);
    this.compact.set(volume, compact);
    return compact;
  }

  private readersOf({ reference, prediction }: CompactPair, ignoreLabel: number | undefined) {
    const { kernels, memory } = this;
    if (ignoreLabel !== undefined) {
      const index = reference.indexOf.get(ignoreLabel);
      return ignoringReaders(kernels, memory, reference, prediction, index);
    }
    const isWide = [reference, prediction].some(({ data }) => data instanceof Uint16Array);
    const type = isWide ? "u16" : "u8";
    return {
      reference: plainReader(memory, reference, type),
      prediction: plainReader(memory, prediction, type),
    };
  }

  /** Surfaces and bands by position in `specs`. */
  private measureBoundaries(
    grid: Grid,
    volumes: VolumePair,
    pair: CompactPair,
    readers: { readonly reference: VoxelReader; readonly prediction: VoxelReader },
    joint: JointCounts,
    specs: readonly LabelSpec[],
    request: MeasureRequest,
    helpers: readonly DistanceHelper[],
  ) {
    const surfaces = new Map<number, SurfaceMeasurement>();
    const bands = new Map<number, NonNullable<Measurement["bands"]>>();
    const atWork: Promise<void>[] = [];
    const { kernels, memory } = this;
    const { boundary, needs, bandDepthsVoxels } = request;
    const eachBatch = (at: Boundary, layer: Layer, visit: Parameters<typeof eachSurfaceBatch>[6]) =>
      eachSurfaceBatch(kernels, memory, this.surfaces, grid, at, layer, visit);
    const keep = (measured: MeasuredSurfaces) => {
      for (const [position, surface] of measured) surfaces.set(position, surface);
    };
    const measureLayer = (layer: Layer) =>
      memory.scoped(() => {
        if (needs.has("surface")) {
          eachBatch(boundary, layer, (batch) => {
            const task = distanceTask(grid, boundary, request, batch, helpers.length > 0);
            atWork.push(...helpers.map((help) => ignoreRejection(help(task).then(keep))));
            keep(workOn(task, kernels, memory));
          });
        }
        if (needs.has("bands")) {
          const meter = new BandMeter(kernels, memory, grid, layer, bandDepthsVoxels);
          eachBatch("border6", layer, (batch) => {
            for (const borders of batch) bands.set(borders.target.position, meter.measure(borders));
          });
        }
      });
    if (needs.has("surface") || needs.has("bands")) {
      const isPlain = request.ignoreLabel === undefined;
      measureLayer({
        reference: {
          reader: readers.reference,
          volume: isPlain ? volumes.reference : null,
          present: presentIndices(joint.referenceTotals),
        },
        prediction: {
          reader: readers.prediction,
          volume: isPlain ? volumes.prediction : null,
          present: presentIndices(joint.predictionTotals),
        },
        targets: singleIdTargets(specs, pair),
      });
      for (const members of regionGroups(specs, pair)) {
        memory.scoped(() => measureLayer(regionLayer(kernels, memory, specs, members, pair, readers)));
      }
    }
    return { surfaces, bands, atWork };
  }
}

/** Awaited later: should this thread fail first, the helper's failure is not reported beside it. */
function ignoreRejection(work: Promise<void>): Promise<void> {
  work.catch(() => {});
  return work;
}

function presentIndices(totals: Float64Array): number[] {
  return [...totals.keys()].filter((index) => index !== 0 && totals[index] > 0);
}

/**
 * Starts an engine on the bytes (or the compiled module) of pgt.wasm.
 *
 * @throws InternalError E_MEMORY where the system has no room for another instance.
 */
export async function createEngine(wasm: BufferSource | WebAssembly.Module): Promise<Engine> {
  const instance = await instantiate(wasm).catch((cause: Error) => {
    if (!(cause instanceof RangeError) && !/out of memory/i.test(cause.message)) throw cause;
    throw new InternalError(outOfMemory, `not enough memory for the kernels: ${cause.message}`, { cause });
  });
  const kernels = instance.exports as unknown as Kernels;
  if (typeof kernels.arena_alloc !== "function") {
    throw new InternalError(
      "E_WASM",
      "the WebAssembly module is not pgt.wasm: it does not export its kernels",
    );
  }
  return new Engine(kernels);
}

async function instantiate(wasm: BufferSource | WebAssembly.Module): Promise<WebAssembly.Instance> {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  return WebAssembly.instantiate(module);
}

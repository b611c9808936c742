import {
  type Boundary,
  InternalError,
  type LabelSpec,
  type LabelVolume,
  type Measurement,
  type Need,
  type SurfaceMeasurement,
} from "@pgt/metrics";
import { measureBands } from "./bands.ts";
import { DistanceMeter, type DistanceRequest } from "./distances.ts";
import { commonGrid, type Grid } from "./grid.ts";
import {
  centroidFinder,
  countJointly,
  countsOf,
  everyLabel,
  type FoundIds,
  foundIds,
} from "./joint-counts.ts";
import type { Kernels } from "./kernels.ts";
import { type Layer, regionGroups, regionLayer, singleIdTargets } from "./layers.ts";
import { type LoadedPair, loadPair } from "./load.ts";
import { Memory } from "./memory.ts";
import { eachSurfacePair } from "./surface-batches.ts";
import { elementWeights, latticeSize } from "./surfaces.ts";

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

/** Label volumes in, measurements out. Owns one WASM memory; every call starts from an empty arena. */
export class Engine {
  private readonly memory: Memory;

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
    const grid = commonGrid(volumes.reference, volumes.prediction);
    return this.memory.scoped(() => this.measureOn(grid, volumes, request));
  }

  private measureOn(grid: Grid, volumes: VolumePair, request: MeasureRequest): LabelMeasurement[] {
    const { kernels, memory } = this;
    const ignored = request.ignoreLabel !== undefined;
    const pair = loadPair(kernels, memory, volumes, ignored);
    if (ignored) this.markIgnored(pair, request.ignoreLabel!);
    const joint = countJointly(kernels, memory, pair, ignored);
    const found = foundIds(pair, joint, request.ignoreLabel);
    const choose = request.labels ?? ((ids: FoundIds) => everyLabel(ids, volumes));
    const specs = typeof choose === "function" ? choose(found) : choose;
    const centroids = request.needs.has("centroids") && {
      reference: centroidFinder(kernels, memory, pair, pair.reference, grid),
      prediction: centroidFinder(kernels, memory, pair, pair.prediction, grid),
    };
    const boundary = this.measureBoundaries(grid, pair, specs, request, ignored);
    return specs.map((spec, position) => ({
      spec,
      measurement: {
        counts: countsOf(spec, pair, joint, grid),
        ...(centroids && {
          centroids: {
            referenceMm: centroids.reference(spec.referenceIds),
            predictionMm: centroids.prediction(spec.predictionIds),
          },
        }),
        ...(request.needs.has("surface") && { surface: boundary.surfaces.get(position)! }),
        ...(request.needs.has("bands") && { bands: boundary.bands.get(position)! }),
      },
    }));
  }

  private markIgnored(pair: LoadedPair, label: number): void {
    const index = pair.reference.indexOf.get(label);
    if (index === undefined) return;
    const { reference, prediction, voxels, mark, type } = pair;
    this.kernels[`ignore_${type}`](reference.pointer, prediction.pointer, voxels, index, mark);
  }

  /** Surfaces and bands by position in `specs`. */
  private measureBoundaries(
    grid: Grid,
    pair: LoadedPair,
    specs: readonly LabelSpec[],
    request: MeasureRequest,
    ignored: boolean,
  ) {
    const surfaces = new Map<number, SurfaceMeasurement>();
    const bands = new Map<number, NonNullable<Measurement["bands"]>>();
    const { kernels, memory } = this;
    const measureLayer = (layer: Layer) =>
      memory.scoped(() => {
        const mark = ignored ? pair.mark : null;
        if (request.needs.has("surface")) {
          const { boundary } = request;
          const meter = new DistanceMeter(
            kernels,
            memory,
            grid,
            latticeSize(grid, boundary),
            elementWeights(grid, boundary),
            request,
          );
          eachSurfacePair(kernels, memory, grid, boundary, layer, mark, (target, reference, prediction) => {
            surfaces.set(target.position, meter.measure(reference, prediction));
          });
        }
        if (request.needs.has("bands")) {
          eachSurfacePair(kernels, memory, grid, "border6", layer, mark, (target, reference, prediction) => {
            const depths = request.bandDepthsVoxels;
            bands.set(
              target.position,
              measureBands(kernels, memory, grid, layer.pair, target, { reference, prediction }, depths),
            );
          });
        }
      });
    if (request.needs.has("surface") || request.needs.has("bands")) {
      measureLayer({ pair, targets: singleIdTargets(specs, pair) });
      for (const members of regionGroups(specs, pair)) {
        memory.scoped(() => measureLayer(regionLayer(kernels, memory, specs, members, pair)));
      }
    }
    return { surfaces, bands };
  }
}

/** Starts an engine on the bytes (or the compiled module) of pgt.wasm. */
export async function createEngine(wasm: BufferSource | WebAssembly.Module): Promise<Engine> {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  const instance = await WebAssembly.instantiate(module);
  const kernels = instance.exports as unknown as Kernels;
  if (typeof kernels.arena_alloc !== "function") {
    throw new InternalError(
      "E_WASM",
      "the WebAssembly module is not pgt.wasm: it does not export its kernels",
    );
  }
  return new Engine(kernels);
}

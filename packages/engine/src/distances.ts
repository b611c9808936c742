import type { DirectedDistances, PercentileMethod, SurfaceMeasurement } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import { type Kernels, Status } from "./kernels.ts";
import { type Memory, OutOfMemory } from "./memory.ts";
import { rowTableOf } from "./row-table.ts";
import type { SurfaceList } from "./surfaces.ts";

export interface DistanceRequest {
  readonly tolerancesMm: readonly number[];
  /** See Convention.toleranceSlack. */
  readonly toleranceSlack: number;
  /** 0..100 */
  readonly percentiles: readonly number[];
  readonly percentileMethod: PercentileMethod;
}

/** A surface in WASM memory; `codes` is 0 where every element weighs 1. */
interface LoadedSurface {
  readonly count: number;
  readonly indices: number;
  readonly codes: number;
}

/** One direction's distances in WASM memory: near ones as histograms over the classes, far ones as a list. */
interface Direction {
  readonly surface: LoadedSurface;
  readonly areas: number;
  readonly numbers: number;
  readonly farPoints: number;
  readonly farCodes: number;
  farMm: number;
  farCount: number;
}

/** Measures pairs of surfaces on one lattice; what depends on grid and request only is put into memory once. */
export class DistanceMeter {
  private readonly rowTable: number;
  private readonly rows: number;
  private readonly reachable2: number;
  private readonly classCount: number;
  private readonly classes: number;
  private readonly order: number;
  private readonly weights: number;
  private readonly limits: number;
  private readonly results: number;
  private readonly farCounts: number;
  private readonly scratch: number;

  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly grid: Grid,
    private readonly lattice: readonly [number, number, number],
    weights: Float64Array | null,
    private readonly request: DistanceRequest,
  ) {
    const floats = (values: ArrayLike<number>) => {
      const pointer = memory.allocate(values.length * 8);
      memory.writeFloats(pointer, values);
      return pointer;
    };
    const table = rowTableOf(grid.spacingMm, grid.planar);
    this.rows = table.rows;
    this.reachable2 = table.reachable2;
    this.rowTable = memory.allocate(table.bytes.length);
    memory.writeBytes(this.rowTable, table.bytes);
    this.classCount = kernels.distance_classes(table.rows);
    this.classes = floats(table.classesMm);
    this.order = memory.allocate(table.order.length * 4);
    memory.writeUint32(this.order, table.order);
    this.weights = weights ? floats(weights) : 0;
    const { tolerancesMm, toleranceSlack } = request;
    this.limits = floats(tolerancesMm.map((mm) => mm * (1 + toleranceSlack)));
    this.results = memory.allocate((4 + tolerancesMm.length) * 8);
    this.farCounts = memory.allocate(8);
    this.scratch = memory.allocate(kernels.percentile_scratch_bytes());
  }

  measure(reference: SurfaceList, prediction: SurfaceList): SurfaceMeasurement {
    return this.memory.scoped(() => {
      const a = this.load(reference);
      const b = this.load(prediction);
      if (a.count === 0 || b.count === 0) {
        return {
          referenceToPrediction: this.withoutDistances(a),
          predictionToReference: this.withoutDistances(b),
          pooledPercentilesMm: new Map(),
        };
      }
      const [fromReference, fromPrediction] = this.distancesBetween(a, b);
      return {
        referenceToPrediction: this.summary(fromReference),
        predictionToReference: this.summary(fromPrediction),
        pooledPercentilesMm: this.percentiles("pooled-linear", (fraction) =>
          this.linearPercentile(fromReference, fromPrediction, fraction),
        ),
      };
    });
  }

  private distancesBetween(a: LoadedSurface, b: LoadedSurface): [Direction, Direction] {
    const { kernels, memory, lattice } = this;
    const [sx, sy, sz] = this.grid.spacingMm;
    const [from, to] = [this.direction(a), this.direction(b)];
    const status = kernels.near_distances(
      a.indices,
      a.codes,
      a.count,
      b.indices,
      b.codes,
      b.count,
      lattice[0],
      lattice[1],
      sx,
      sy,
      sz,
      this.weights,
      this.rowTable,
      this.rows,
      this.reachable2,
      from.areas,
      from.numbers,
      from.farPoints,
      from.farCodes,
      to.areas,
      to.numbers,
      to.farPoints,
      to.farCodes,
      this.farCounts,
    );
    if (status !== Status.ok) throw new OutOfMemory((a.count + b.count) * 8);
    const [farFrom, farTo] = memory.readUint32(this.farCounts, 2);
    this.measureFar(from, farFrom, b);
    this.measureFar(to, farTo, a);
    return [from, to];
  }

  private measureFar(direction: Direction, count: number, target: LoadedSurface): void {
    if (count === 0) return;
    const [sx, sy, sz] = this.grid.spacingMm;
    direction.farCount = count;
    direction.farMm = this.memory.allocate(count * 8);
    const status = this.kernels.far_distances(
      direction.farPoints,
      count,
      target.indices,
      target.count,
      this.lattice[0],
      this.lattice[1],
      sx,
      sy,
      sz,
      direction.farMm,
    );
    if (status !== Status.ok) throw new OutOfMemory(count * 8);
  }

  private direction(surface: LoadedSurface): Direction {
    const { memory, classCount } = this;
    return {
      surface,
      areas: memory.allocateZeroed(classCount * 8),
      numbers: memory.allocateZeroed(classCount * 4),
      farPoints: memory.allocate(surface.count * 4),
      farCodes: surface.codes === 0 ? 0 : memory.allocate(surface.count),
      farMm: 0,
      farCount: 0,
    };
  }

  private summary(direction: Direction): DirectedDistances {
    const { kernels, classes, classCount } = this;
    const { surface, areas, farMm, farCodes, farCount } = direction;
    const tolerances = this.request.tolerancesMm;
    const within = this.results + 4 * 8;
    kernels.summarize(
      classes,
      areas,
      classCount,
      farMm,
      farCodes,
      this.weights,
      farCount,
      this.limits,
      tolerances.length,
      this.results,
      within,
    );
    const [areaMm2, weightedSumMm, weightedSquareSumMm2, maxMm] = this.memory.readFloats(this.results, 4);
    const areasWithin = this.memory.readFloats(within, tolerances.length);
    const byArea = this.percentiles("inverse-ecdf", (fraction) =>
      kernels.percentile_inverse_ecdf(
        classes,
        this.order,
        areas,
        classCount,
        farMm,
        farCodes,
        this.weights,
        farCount,
        fraction,
        areaMm2,
        this.scratch,
      ),
    );
    const linear = this.percentiles("linear", (fraction) => this.linearPercentile(direction, null, fraction));
    return {
      count: surface.count,
      areaMm2: areaMm2,
      weightedSumMm: weightedSumMm,
      weightedSquareSumMm2: weightedSquareSumMm2,
      maxMm: maxMm,
      areaWithinMm2: new Map(tolerances.map((mm, k) => [mm, areasWithin[k]])),
      percentilesMm: new Map([...byArea, ...linear]),
    };
  }

  /** Distances of one direction, or of both in one list. */
  private linearPercentile(a: Direction, b: Direction | null, fraction: number): number {
    return this.kernels.percentile_linear(
      this.classes,
      this.order,
      this.classCount,
      a.numbers,
      b?.numbers ?? 0,
      a.farMm,
      a.farCount,
      b?.farMm ?? 0,
      b?.farCount ?? 0,
      a.surface.count + (b?.surface.count ?? 0),
      fraction,
      this.scratch,
    );
  }

  /** The percentiles asked for, if `method` is the one in force. */
  private percentiles(
    method: PercentileMethod,
    take: (fraction: number) => number,
  ): ReadonlyMap<number, number> {
    if (this.request.percentileMethod !== method) return new Map();
    return new Map(this.request.percentiles.map((p) => [p, take(p / 100)]));
  }

  private load({ indices, codes }: SurfaceList): LoadedSurface {
    const { memory } = this;
    const surface = {
      count: indices.length,
      indices: memory.allocate(indices.length * 4),
      codes: this.weights === 0 ? 0 : memory.allocate(indices.length),
    };
    memory.writeUint32(surface.indices, indices);
    if (this.weights !== 0) memory.writeBytes(surface.codes, codes);
    return surface;
  }

  private withoutDistances({ count, codes }: LoadedSurface): DirectedDistances {
    return {
      count,
      areaMm2: this.kernels.total_weight(codes, this.weights, count),
      weightedSumMm: 0,
      weightedSquareSumMm2: 0,
      maxMm: 0,
      areaWithinMm2: new Map(),
      percentilesMm: new Map(),
    };
  }
}

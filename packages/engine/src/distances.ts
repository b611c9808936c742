import type { DirectedDistances, PercentileMethod, SurfaceMeasurement } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import { type Kernels, Status } from "./kernels.ts";
import { type Memory, OutOfMemory } from "./memory.ts";
import { makeRowTable } from "./row-table.ts";
import type { SurfaceList } from "./surfaces.ts";

export interface DistanceRequest {
  readonly tolerancesMm: readonly number[];
  /** See Convention.toleranceSlack. */
  readonly toleranceSlack: number;
  /** 0..100 */
  readonly percentiles: readonly number[];
  readonly percentileMethod: PercentileMethod;
}

/** Measures pairs of surfaces on one lattice; what depends on grid and request only is put into memory once. */
export class DistanceMeter {
  private readonly rowTable: number;
  private readonly rows: number;
  private readonly reachable2: number;
  private readonly weights: number;
  private readonly limits: number;
  private readonly results: number;
  private readonly scratch: number;

  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly grid: Grid,
    private readonly lattice: readonly [number, number, number],
    weights: Float64Array | null,
    private readonly request: DistanceRequest,
  ) {
    const table = makeRowTable(grid.spacingMm, grid.planar);
    this.rows = table.rows;
    this.reachable2 = table.reachable2;
    this.rowTable = memory.allocate(table.bytes.length);
    memory.writeBytes(this.rowTable, table.bytes);
    this.weights = weights ? memory.allocate(weights.byteLength) : 0;
    if (weights) memory.writeFloats(this.weights, weights);
    const { tolerancesMm, toleranceSlack } = request;
    this.limits = memory.allocate(tolerancesMm.length * 8);
    memory.writeFloats(
      this.limits,
      tolerancesMm.map((mm) => mm * (1 + toleranceSlack)),
    );
    this.results = memory.allocate((4 + tolerancesMm.length) * 8);
    this.scratch = memory.allocate(kernels.percentile_scratch_bytes());
  }

  measure(reference: SurfaceList, prediction: SurfaceList): SurfaceMeasurement {
    if (reference.indices.length === 0 || prediction.indices.length === 0) {
      return {
        referenceToPrediction: this.withoutDistances(reference),
        predictionToReference: this.withoutDistances(prediction),
        pooledPercentilesMm: new Map(),
      };
    }
    return this.memory.scoped(() => {
      const a = this.load(reference);
      const b = this.load(prediction);
      const fromReference = this.memory.allocate(a.count * 8);
      const fromPrediction = this.memory.allocate(b.count * 8);
      const [sx, sy, sz] = this.grid.spacingMm;
      const status = this.kernels.surface_distances(
        a.indices,
        a.count,
        b.indices,
        b.count,
        this.lattice[0],
        this.lattice[1],
        sx,
        sy,
        sz,
        this.rowTable,
        this.rows,
        this.reachable2,
        fromReference,
        fromPrediction,
      );
      if (status !== Status.ok) throw new OutOfMemory((a.count + b.count) * 8);
      return {
        referenceToPrediction: this.summary(fromReference, a),
        predictionToReference: this.summary(fromPrediction, b),
        pooledPercentilesMm: this.percentiles("pooled-linear", (fraction) =>
          this.kernels.percentile_linear(
            fromReference,
            a.count,
            fromPrediction,
            b.count,
            fraction,
            this.scratch,
          ),
        ),
      };
    });
  }

  private summary(distances: number, { count, codes }: LoadedSurface): DirectedDistances {
    const { kernels, request } = this;
    const tolerances = request.tolerancesMm;
    const within = this.results + 4 * 8;
    kernels.summarize(
      distances,
      codes,
      this.weights,
      count,
      this.limits,
      tolerances.length,
      this.results,
      within,
    );
    const [areaMm2, weightedSumMm, weightedSquareSumMm2, maxMm] = this.memory.readFloats(this.results, 4);
    const areas = this.memory.readFloats(within, tolerances.length);
    const byArea = this.percentiles("inverse-ecdf", (fraction) =>
      kernels.percentile_inverse_ecdf(
        distances,
        codes,
        this.weights,
        count,
        fraction,
        areaMm2!,
        this.scratch,
      ),
    );
    const linear = this.percentiles("linear", (fraction) =>
      kernels.percentile_linear(distances, count, 0, 0, fraction, this.scratch),
    );
    return {
      count,
      areaMm2: areaMm2!,
      weightedSumMm: weightedSumMm!,
      weightedSquareSumMm2: weightedSquareSumMm2!,
      maxMm: maxMm!,
      areaWithinMm2: new Map(tolerances.map((mm, k) => [mm, areas[k]!])),
      percentilesMm: new Map([...byArea, ...linear]),
    };
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
    const count = indices.length;
    const surface = {
      count,
      indices: this.memory.allocate(count * 4),
      codes: this.weights === 0 ? 0 : this.memory.allocate(count),
    };
    this.memory.writeUint32(surface.indices, indices);
    if (this.weights !== 0) this.memory.writeBytes(surface.codes, codes);
    return surface;
  }

  private withoutDistances(surface: SurfaceList): DirectedDistances {
    const { count, areaMm2 } = this.memory.scoped(() => {
      const { count, codes } = this.load(surface);
      return { count, areaMm2: this.kernels.total_weight(codes, this.weights, count) };
    });
    return {
      count,
      areaMm2,
      weightedSumMm: 0,
      weightedSquareSumMm2: 0,
      maxMm: 0,
      areaWithinMm2: new Map(),
      percentilesMm: new Map(),
    };
  }
}

/** A surface in WASM memory; `codes` is 0 where every element weighs 1. */
interface LoadedSurface {
  readonly count: number;
  readonly indices: number;
  readonly codes: number;
}

import type { Measurement } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import { type Kernels, Status } from "./kernels.ts";
import type { Layer } from "./layers.ts";
import { type Memory, OutOfMemory } from "./memory.ts";
import type { SurfacePair } from "./surface-pairs.ts";
import { voxelBytes } from "./voxel-reader.ts";

type Bands = NonNullable<Measurement["bands"]>;

/**
 * Overlap of the boundary bands of structures in both volumes, by depth in voxels. The only measurement that needs
 * the volumes whole in WASM memory.
 */
export class BandMeter {
  private readonly reference: number;
  private readonly prediction: number;
  private readonly result: number;
  private readonly type: "u8" | "u16";

  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly grid: Grid,
    layer: Layer,
    private readonly depthsVoxels: readonly number[],
  ) {
    this.type = layer.reference.reader.type;
    const whole = ({ reader }: Layer["reference"]) => {
      const pointer = memory.allocate(grid.voxels * voxelBytes(reader.type));
      reader.read(0, grid.voxels, pointer);
      return pointer;
    };
    this.reference = whole(layer.reference);
    this.prediction = whole(layer.prediction);
    this.result = memory.allocate(16);
  }

  /** `borders`: the border6 voxels of the structure in each volume. */
  measure(borders: SurfacePair): Bands {
    const { target } = borders;
    const n = { reference: borders.reference.indices.length, prediction: borders.prediction.indices.length };
    if (n.reference + n.prediction === 0) {
      return new Map(this.depthsVoxels.map((depth) => [depth, { intersection: 0, union: 0 }]));
    }
    const { memory, kernels, grid } = this;
    return memory.scoped(() => {
      const reference = memory.allocate(n.reference * 4);
      memory.writeUint32(reference, borders.reference.indices);
      const prediction = memory.allocate(n.prediction * 4);
      memory.writeUint32(prediction, borders.prediction.indices);
      return new Map(
        this.depthsVoxels.map((depth) => {
          const status = kernels[`band_overlap_${this.type}`](
            this.reference,
            target.reference ?? 0,
            reference,
            n.reference,
            this.prediction,
            target.prediction ?? 0,
            prediction,
            n.prediction,
            grid.size[0],
            grid.size[1],
            depth,
            this.result,
          );
          if (status !== Status.ok) throw new OutOfMemory((n.reference + n.prediction) * 8);
          const [intersection, union] = memory.readFloats(this.result, 2);
          return [depth, { intersection: intersection, union: union }];
        }),
      );
    });
  }
}

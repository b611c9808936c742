import type { VoteField } from "@pgt/engine";
import { alignTo } from "@pgt/io";
import { InputError, type LabelVolume, log2, type ProbabilityVolume } from "@pgt/metrics";
import { type InputHash, type Mask, maskOf, readChannels } from "@pgt/runner";
import type { SourceSet } from "../uncertainty/load-sets.ts";
import { readMaps } from "../uncertainty/read-maps.ts";

/**
 * The label map that a model's probability maps amount to: the most probable class of a file of several channels, or of
 * maps of single structures the most probable of those that reach 0.5. The files are hashed if `isHashed`.
 *
 * @throws InputError for a file that is no map, or whose structure is not known.
 */
export async function labelsOfMaps(
  id: string,
  { parts }: SourceSet,
  onlyLabel: number | null,
  isHashed = false,
): Promise<Mask> {
  const inputs: InputHash[] | null = isHashed ? [] : null;
  let best: {
    readonly probability: Float32Array;
    readonly volume: LabelVolume & { readonly data: Uint16Array };
  } | null = null;
  for (const { cases, label } of parts) {
    const source = cases.get(id);
    if (!source) continue;
    const file = await readChannels(source.path, inputs);
    const { shape, spacingMm, affine } = file;
    for (let channel = 0; channel < file.channels; channel++) {
      const structure = file.channels > 1 ? channel : (label ?? onlyLabel);
      if (structure === null) {
        const message = "a 3-D map is of one structure; say which: ID=DIR:LABEL";
        throw new InputError("E_CHANNELS", file.source, message);
      }
      const map = file.probabilities(channel);
      best ??= {
        probability: new Float32Array(map.data.length).fill(file.channels > 1 ? -1 : 0.5 - 1e-7),
        volume: {
          data: new Uint16Array(map.data.length),
          shape,
          spacingMm,
          ...(affine && { affine }),
          source: file.source,
        },
      };
      const own = best.volume === null ? map : alignTo({ reference: best.volume, prediction: map });
      for (let voxel = 0; voxel < own.data.length; voxel++) {
        const value = valueAt(own, voxel);
        if (value <= best.probability[voxel]) continue;
        best.probability[voxel] = value;
        best.volume.data[voxel] = structure;
      }
    }
  }
  return { ...maskOf(best!.volume), ...(inputs && { inputs }) };
}

function valueAt({ data, levels }: ProbabilityVolume, voxel: number): number {
  return levels ? levels[data[voxel]] : data[voxel];
}

/** Sums over models, for the voxels of the box of a field. */
export interface MapSums {
  readonly probability: Float32Array;
  /** Of the models' own entropies, in bits. */
  readonly entropy: Float32Array;
  readonly models: readonly string[];
}

/** Adds the maps of a structure up, one model after the other; null if no model has any. */
export async function mapSums(
  id: string,
  field: VoteField,
  grid: Pick<LabelVolume, "shape" | "spacingMm" | "affine">,
  sources: Iterable<SourceSet>,
  structure: { readonly label: number; readonly name: string },
): Promise<MapSums | null> {
  const asked = { ...structure, ids: [structure.label] };
  const [nx, ny, nz] = field.boxSize;
  let sums: { probability: Float32Array; entropy: Float32Array; models: string[] } | null = null;
  for (const source of sources) {
    const map = (await readMaps(id, source, { grid, structures: [asked] }, null))(asked);
    if (!map) continue;
    sums ??= {
      probability: new Float32Array(nx * ny * nz),
      entropy: new Float32Array(nx * ny * nz),
      models: [],
    };
    sums.models.push(source.id);
    for (let row = 0; row < ny * nz; row++) {
      const first = field.imageIndexOf(row * nx);
      for (let x = 0; x < nx; x++) {
        const p = valueAt(map, first + x);
        sums.probability[row * nx + x] += p;
        if (p > 0 && p < 1) sums.entropy[row * nx + x] -= p * log2(p) + (1 - p) * log2(1 - p);
      }
    }
  }
  return sums;
}

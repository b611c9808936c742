import type { ChannelFile } from "../channels.ts";
import type { ReadMeans } from "../format.ts";
import { toProbabilities } from "../volume/probabilities.ts";
import { parseHeader } from "./header.ts";
import { geometryOf } from "./header-geometry.ts";
import type { ImagePlan } from "./image-plan.ts";
import {
  labelNames,
  type NiftiBytes,
  nativeVoxels,
  readLabels,
  scalingOf,
  storedValues,
  voxelBytes,
} from "./read-nifti.ts";
import { inflatedFiles, planNiftiFile } from "./read-nifti-file.ts";

/**
 * Reads a NIfTI file of one volume, or of up to 1024 along its fourth axis (or its fifth, if the fourth has size 1).
 *
 * @throws InputError as `readNifti`.
 */
export async function readNiftiChannels(
  files: NiftiBytes,
  source: string,
  { inflater, check }: ReadMeans,
): Promise<ChannelFile> {
  const plan = await planNiftiFile(files.header, source, inflater, true);
  check(plan);
  const { bytes, warnings } = await inflatedFiles(files, plan, source, inflater);
  const header = parseHeader(bytes.header, source);
  const geometry = geometryOf(header, plan, source);
  const voxels = voxelBytes(bytes, header, plan, source);
  const { shape, datatype, channels } = plan;
  const scaling = scalingOf(header, source);
  const { names } = labelNames(bytes.header, header, plan);
  const grid = {
    source,
    shape,
    spacingMm: geometry.spacingMm,
    ...(geometry.affine && { affine: geometry.affine }),
  };
  const planOf = (channel: number): ImagePlan => {
    const byteLength = plan.byteLength / channels;
    return { ...plan, channels: 1, byteLength, offset: plan.offset + channel * byteLength };
  };
  const isFloat = datatype.name.startsWith("float");
  return {
    ...grid,
    warnings: [...warnings, ...geometry.warnings],
    channels,
    step: isFloat ? 0 : Math.abs(scaling?.slope ?? 1),
    values: (channel) => {
      const native = nativeVoxels(voxels, header, planOf(channel));
      const { slope, intercept } = scaling ?? { slope: 1, intercept: 0 };
      return Float32Array.from(storedValues(native, datatype.name), (value) => slope * value + intercept);
    },
    labels: (channel) => ({
      ...grid,
      data: readLabels(voxels, header, planOf(channel), source),
      ...(names && { labelNames: names }),
    }),
    probabilities: (channel) => {
      const native = nativeVoxels(voxels, header, planOf(channel));
      return { ...grid, ...toProbabilities(storedValues(native, datatype.name), scaling, { source, shape }) };
    },
  };
}

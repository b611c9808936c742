import { NVImage } from "@niivue/niivue";
import type { CaseMaps } from "../case/case-maps.ts";

/** Of the image around the structure. */
const marginMm = 40;
/** 8, 16 and 32 bit integers and floats: what is not colour. */
const plainTypes: readonly number[] = [2, 4, 8, 16, 64, 256, 512, 768];

/**
 * The image behind the masks, cut to what is around the structure: a whole one would be drawn again, in full, whenever
 * an outline is shown or hidden. Colour images and series stay whole.
 */
export async function imageAround(file: File, boxMm: CaseMaps["boxMm"]): Promise<NVImage> {
  const image = await NVImage.loadFromFile({ file, name: file.name });
  const box = voxelBox(image, boxMm);
  if (!box || !image.hdr || !plainTypes.includes(image.hdr.datatypeCode) || (image.hdr.dims[4] ?? 1) > 1)
    return image;
  const { from, to } = box;
  const [data, size] = image.getVolumeData([...from], [...to], "same");
  const columns = [0, 1, 2].map((axis) => {
    const next = place(
      image,
      from.map((at, other) => at + (other === axis ? 1 : 0)),
    );
    return next.map((mm, row) => mm - place(image, from)[row]!);
  });
  const affine = [0, 1, 2].flatMap((row) => [
    ...columns.map((column) => column[row]!),
    place(image, from)[row]!,
  ]);
  const nifti = NVImage.createNiftiArray(
    [...size].slice(0, 3),
    columns.map((column) => Math.hypot(...column)),
    [...affine, 0, 0, 0, 1],
    image.hdr.datatypeCode,
    data as Uint8Array,
  );
  return NVImage.loadFromUrl({
    url: nifti,
    name: "image.nii",
    cal_min: image.intensityScaled2Raw(image.cal_min ?? 0),
    cal_max: image.intensityScaled2Raw(image.cal_max ?? 0),
  });
}

function place(image: NVImage, voxel: readonly number[]): number[] {
  return [...image.vox2mm([...voxel], image.matRAS!)];
}

/** Voxels of the image, in its RAS order, that hold the box and its margin; null if they hold nothing of the image. */
function voxelBox(image: NVImage, [low, high]: CaseMaps["boxMm"]) {
  const corners = Array.from({ length: 8 }, (_, corner) =>
    [0, 1, 2].map((axis) => (corner & (1 << axis) ? high[axis]! + marginMm : low[axis]! - marginMm)),
  );
  const voxels = corners.map((corner) => [...image.mm2vox(corner)]);
  const size = image.dimsRAS;
  if (!size) return null;
  const along = (axis: number) => voxels.map((voxel) => voxel[axis]!);
  const from = [0, 1, 2].map((axis) => Math.max(0, Math.floor(Math.min(...along(axis)))));
  const to = [0, 1, 2].map((axis) => Math.min(size[axis + 1]! - 1, Math.ceil(Math.max(...along(axis)))));
  return from.every((at, axis) => at < to[axis]!) ? { from, to } : null;
}

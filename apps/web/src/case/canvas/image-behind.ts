import { NVImage } from "@niivue/niivue";
import type { CaseImage } from "../image/image-on-grid.ts";
import type { ShownRange } from "../image/shown-range.ts";
import { acrossSlices, type PlacedGrid, withAtMost, withShape } from "../maps/grid.ts";

/** NIfTI's numbers of the types of voxels, and their size. */
const types = {
  uint8: { code: 2, bits: 8 },
  int16: { code: 4, bits: 16 },
  colour: { code: 128, bits: 24 },
};

/** Limit of a black image, whose voxels only set how far a turn of the wheel goes. */
const mostBlackVoxels = 2e6;

/** Background of the masks; "awaited" is one black voxel, since an image will soon replace it. */
export type Behind = CaseImage | "black" | "awaited";

export function imageBehind(grid: PlacedGrid, image: Behind): NVImage {
  if (image === "awaited") return imageBehind(withShape(grid, [1, 1, 1]), "black");
  if (image === "black") {
    const drawn = withAtMost(grid, mostBlackVoxels, acrossSlices(grid));
    const voxels = new Uint8Array(drawn.shape[0] * drawn.shape[1] * drawn.shape[2]);
    return volumeOf(drawn, types.uint8, voxels, { black: 0, white: 1 });
  }
  const { picture } = image;
  if (picture.kind === "colour") return volumeOf(image.grid, types.colour, picture.data, colours);
  return volumeOf(image.grid, types.int16, picture.range.data, picture.range);
}

const colours = { black: 0, white: 255 };

/** Builds the volume field by field: NiiVue's constructors copy the voxels twice and search all of them for the range. */
function volumeOf(
  { shape, spacingMm, affine }: PlacedGrid,
  { code, bits }: (typeof types)[keyof typeof types],
  voxels: Uint8Array<ArrayBuffer> | Int16Array<ArrayBuffer>,
  { black, white }: Pick<ShownRange, "black" | "white">,
): NVImage {
  const image = new NVImage(null, "image");
  image.hdr = NVImage.createNiftiHeader([...shape], [...spacingMm], [...affine], types.uint8.code);
  image.hdr.datatypeCode = code;
  image.hdr.numBitsPerVoxel = bits;
  image.nFrame4D = 1;
  image.nTotalFrame4D = 1;
  image.nVox3D = shape[0] * shape[1] * shape[2];
  image.img = voxels;
  image.calculateRAS();
  for (const name of ["cal_min", "robust_min", "global_min"] as const) image[name] = black;
  for (const name of ["cal_max", "robust_max", "global_max"] as const) image[name] = white;
  return image;
}

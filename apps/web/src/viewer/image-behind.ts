import { NVImage } from "@niivue/niivue";
import type { CaseMaps } from "../case/case-maps.ts";
import type { CaseImage } from "../case/image-on-grid.ts";

/** NIfTI's numbers of the types of voxels, and their size. */
const types = {
  uint8: { code: 2, bits: 8 },
  int16: { code: 4, bits: 16 },
  colour: { code: 128, bits: 24 },
};

type PlacedGrid = CaseMaps["grid"];

/** For as long as no case is open. */
export const tinyGrid: PlacedGrid = {
  shape: [1, 1, 1],
  spacingMm: [1, 1, 1],
  affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
};

/** The image behind the masks; black without one. */
export function imageBehind(grid: PlacedGrid, image: CaseImage | null): Promise<NVImage> {
  if (!image) {
    const black = new Uint8Array(grid.shape[0] * grid.shape[1] * grid.shape[2]);
    return volumeOf(grid, types.uint8, black, { cal_min: 0, cal_max: 1 });
  }
  const { picture } = image;
  if (picture.kind === "colour") return volumeOf(image.grid, types.colour, picture.data);
  const { data, black, white } = picture.range;
  return volumeOf(image.grid, types.int16, new Uint8Array(data.buffer), { cal_min: black, cal_max: white });
}

function volumeOf(
  { shape, spacingMm, affine }: PlacedGrid,
  { code, bits }: (typeof types)[keyof typeof types],
  voxels: Uint8Array,
  range: { readonly cal_min?: number; readonly cal_max?: number } = {},
): Promise<NVImage> {
  const nifti = NVImage.createNiftiArray([...shape], [...spacingMm], [...affine], types.uint8.code, voxels);
  // It makes no headers for colours.
  const header = new DataView(nifti.buffer);
  header.setInt16(70, code, true);
  header.setInt16(72, bits, true);
  return NVImage.loadFromUrl({ url: nifti, name: "image.nii", colorbarVisible: false, ...range });
}

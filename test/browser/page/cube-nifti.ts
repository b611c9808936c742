import { writeNifti } from "@pgt/io";

/** A cube of so many voxels a side. */
export function cubeNifti(side: number, label: (at: number) => number): Uint8Array {
  const data = Uint8Array.from({ length: side ** 3 }, (_, at) => label(at));
  return writeNifti({ data, shape: [side, side, side], spacingMm: [1, 1, 1] });
}

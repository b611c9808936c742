import { filePairOf } from "@pgt/metrics";
import type { Format } from "../format.ts";
import { missingHalf } from "../missing-half.ts";
import { isNiftiHeader } from "./header.ts";
import { planNiftiFile, readNiftiFile } from "./read-nifti-file.ts";
import { writeNifti } from "./write-nifti.ts";

/** NIfTI-1 and -2: one file, or a header with its voxels beside it. */
export const niftiFormat: Format = {
  recognises: isNiftiHeader,
  plan: planNiftiFile,
  read: async ({ source, bytes, beside }, { inflater, check }) => {
    const pair = filePairOf(source);
    if (!pair) return readNiftiFile({ header: bytes }, source, inflater, check);
    const image = await beside(pair.voxels);
    if (!image) throw missingHalf(source, pair.voxels[0]);
    return readNiftiFile({ header: bytes, image }, source, inflater, check);
  },
  write: writeNifti,
};

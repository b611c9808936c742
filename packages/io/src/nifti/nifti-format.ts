import { filePairOf } from "@pgt/metrics";
import type { Format, MaskFile } from "../format.ts";
import { missingHalf } from "../missing-half.ts";
import { isNiftiHeader } from "./header.ts";
import { readNiftiChannels } from "./read-channels.ts";
import type { NiftiBytes } from "./read-nifti.ts";
import { planNiftiFile, readNiftiFile } from "./read-nifti-file.ts";
import { niftiParts } from "./write-nifti.ts";

/** NIfTI-1 and -2: one file, or a header with its voxels beside it. */
export const niftiFormat: Format = {
  recognises: isNiftiHeader,
  plan: planNiftiFile,
  read: async (file, { inflater, check }) => readNiftiFile(await filesOf(file), file.source, inflater, check),
  readChannels: async (file, means) => readNiftiChannels(await filesOf(file), file.source, means),
  write: niftiParts,
};

async function filesOf({ source, bytes, beside }: MaskFile): Promise<NiftiBytes> {
  const pair = filePairOf(source);
  if (!pair) return { header: bytes };
  const image = await beside(pair.voxels);
  if (!image) throw missingHalf(source, pair.voxels[0]);
  return { header: bytes, image };
}

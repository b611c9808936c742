import { InputError, type LabelVolume, type Note } from "@pgt/metrics";
import { gunzip, gunzipPrefix, type Inflater, TooManyBytes } from "../gzip/gunzip.ts";
import { isGzip, MAX_DEFLATE_RATIO } from "../gzip/gzip-format.ts";
import { LONGEST_HEADER_BYTES, parseHeader } from "./header.ts";
import { type ImagePlan, planImage } from "./image-plan.ts";
import { type NiftiBytes, promisesMore, readNifti } from "./read-nifti.ts";

/** Bytes that a file may hold beyond what its header describes before inflating it is given up. */
const SURPLUS_BYTES = 2 ** 24;

/** Compressed bytes that hold the longest header, however badly it compresses; few, for a constant image makes a thousand of each. */
const HEADER_PREFIX_BYTES = 1024;

/**
 * Reads a NIfTI label map from the bytes of its files as they are on disk, compressed with gzip or not.
 * The header of a compressed file is looked at first, so that impossible sizes are refused before inflating.
 *
 * @param check throws for a size that cannot be held.
 * @throws InputError as `readNifti` and `gunzip`.
 */
export async function readNiftiFile(
  files: NiftiBytes,
  source: string,
  inflater: Inflater,
  check: (plan: ImagePlan) => void = () => {},
): Promise<LabelVolume> {
  const plan = await planNiftiFile(files.header, source, inflater);
  check(plan);
  const { bytes, warnings: found } = await inflatedFiles(files, plan, source, inflater);
  const volume = readNifti(bytes, source);
  const warnings = [...found, ...(volume.warnings ?? [])];
  return warnings.length > 0 ? { ...volume, warnings } : volume;
}

/** Inflates the files of an image that `plan` describes. @throws InputError E_TRUNCATED, E_TOO_LARGE, as `gunzip`. */
export async function inflatedFiles(
  files: NiftiBytes,
  plan: ImagePlan,
  source: string,
  inflater: Inflater,
): Promise<{ readonly bytes: NiftiBytes; readonly warnings: readonly Note[] }> {
  const isPair = files.image !== undefined;
  const header = await inflated(files.header, isPair ? undefined : plan, source, inflater);
  const image = files.image && (await inflated(files.image, plan, source, inflater));
  return {
    bytes: { header: header.bytes, ...(image && { image: image.bytes }) },
    warnings: [...header.warnings, ...(image?.warnings ?? [])],
  };
}

/**
 * Reads what a file's header says of its voxels.
 *
 * @param bytes the file with its header, or the beginning of it from 4096 bytes on.
 * @param several the file may hold several volumes.
 * @throws InputError as `readNifti` and `gunzip`.
 */
export async function planNiftiFile(
  bytes: Uint8Array,
  source: string,
  inflater: Inflater,
  several = false,
): Promise<ImagePlan> {
  const start = isGzip(bytes) ? await gunzipPrefix(bytes, source, inflater, HEADER_PREFIX_BYTES) : bytes;
  if (isGzip(bytes) && start.length < LONGEST_HEADER_BYTES) {
    // A tiny or cut file: inflate it all, so that damage is told from brevity.
    const whole = await gunzip(bytes, source, inflater, SURPLUS_BYTES);
    return planImage(parseHeader(whole.bytes, source), source, several);
  }
  return planImage(parseHeader(start, source), source, several);
}

/** `plan` is that of the voxels if this file holds them. */
async function inflated(bytes: Uint8Array, plan: ImagePlan | undefined, source: string, inflater: Inflater) {
  if (!isGzip(bytes)) return { bytes, warnings: [] };
  const expected = plan ? plan.offset + plan.byteLength : 0;
  const most = bytes.length * MAX_DEFLATE_RATIO;
  if (plan && expected > most)
    throw promisesMore(plan, `at most ${most} in ${bytes.length} compressed bytes`, source);
  try {
    return await gunzip(bytes, source, inflater, expected + SURPLUS_BYTES);
  } catch (cause) {
    if (!(cause instanceof InputError && cause.cause instanceof TooManyBytes && plan)) throw cause;
    const message = `inflates to far more than the ${expected} bytes that its header describes`;
    throw new InputError("E_TOO_LARGE", source, message, { cause });
  }
}

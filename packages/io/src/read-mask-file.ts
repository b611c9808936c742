import { filePairOf, InputError, type LabelVolume, usualExtension } from "@pgt/metrics";
import type { ChannelFile } from "./channels.ts";
import type { MaskFile, ReadMeans, VoxelPlan } from "./format.ts";
import { formatOf } from "./formats.ts";
import { gunzipPrefix, type Inflater } from "./gzip/gunzip.ts";
import { isGzip } from "./gzip/gzip-format.ts";
import { missingHalf } from "./missing-half.ts";

/** A file larger than this is looked at before it is read. */
const LARGE_BYTES = 2 ** 28;
const START_BYTES = 4096;

/** Source of mask files. Every fault is an InputError naming the path. */
export interface FileAccess {
  readonly entryOf: (path: string) => Promise<{ readonly kind: string; readonly bytes: number }>;
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** The first bytes of a file, fewer if it is shorter. */
  readonly readStart: (path: string, bytes: number) => Promise<Uint8Array>;
}

/**
 * Reads a label map in any of the formats; of a pair, either file may be named.
 *
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readMaskFile(path: string, files: FileAccess, means: ReadMeans): Promise<LabelVolume> {
  const { inflater, check } = means;
  const opened = await fileToOpen(path, files);
  if ((await files.entryOf(opened)).bytes > LARGE_BYTES) check(await planMaskFile(opened, files, inflater));
  const { format, file } = await openedFile(path, opened, files, inflater);
  return format.read(file, means);
}

/**
 * Reads a file of probabilities, or of several volumes; of a pair, either file may be named.
 *
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readChannelFile(
  path: string,
  files: FileAccess,
  means: ReadMeans,
): Promise<ChannelFile> {
  const opened = await fileToOpen(path, files);
  const { format, file } = await openedFile(path, opened, files, means.inflater);
  if (format.readChannels) return format.readChannels(file, means);
  const message = `expected probabilities or samples as ${usualExtension}, whose format can hold them`;
  throw new InputError("E_FORMAT", path, message);
}

/**
 * Reads the label maps of a file of one or several volumes, each made when it is asked for.
 *
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readLabelVolumes(
  path: string,
  files: FileAccess,
  means: ReadMeans,
): Promise<readonly (() => LabelVolume)[]> {
  const opened = await fileToOpen(path, files);
  const { format, file } = await openedFile(path, opened, files, means.inflater);
  if (!format.readChannels) {
    const volume = await format.read(file, means);
    return [() => volume];
  }
  const { channels, labels } = await format.readChannels(file, means);
  return Array.from({ length: channels }, (_, channel) => () => labels(channel));
}

async function openedFile(path: string, opened: string, files: FileAccess, inflater: Inflater) {
  const beside = async (paths: readonly string[]) => {
    const found = await firstFile(paths, files);
    return found === null ? null : files.readBytes(found);
  };
  const bytes = await files.readBytes(opened);
  const format = formatOf(await inflatedStart(bytes, path, inflater), path);
  return { format, file: { source: path, bytes, beside } satisfies MaskFile };
}

/** Describes the voxels of a mask by the beginning of its file. */
export async function planMaskFile(path: string, files: FileAccess, inflater: Inflater): Promise<VoxelPlan> {
  const start = await files.readStart(path, START_BYTES);
  return formatOf(await inflatedStart(start, path, inflater), path).plan(start, path, inflater);
}

/** The header, if a file is one half of a pair. */
async function fileToOpen(path: string, files: FileAccess): Promise<string> {
  const pair = filePairOf(path);
  if (!pair) return path;
  const header = await firstFile(pair.headers, files);
  if (header === null) throw missingHalf(path, pair.headers[0]);
  return header;
}

async function firstFile(paths: readonly string[], files: FileAccess): Promise<string | null> {
  for (const path of paths) {
    const entry = await files.entryOf(path).catch(() => null);
    if (entry?.kind === "file") return path;
  }
  return null;
}

function inflatedStart(
  bytes: Uint8Array,
  source: string,
  inflater: Inflater,
): Promise<Uint8Array> | Uint8Array {
  return isGzip(bytes) ? gunzipPrefix(bytes, source, inflater, START_BYTES) : bytes;
}

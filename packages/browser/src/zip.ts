import { crc32 } from "@pgt/io";
import { InputError } from "@pgt/metrics";
import { unzipRaw, type ZipEntry } from "unzipit";
import { pageMemoryBytes } from "./page-memory.ts";

/** Files of more entries are not looked at one by one. */
const MOST_ENTRIES = 100_000;

/**
 * The files of a zip archive by their paths in it, without what systems add of their own. Time and memory are linear
 * in what its directory says that they inflate to: no more than `maxBytes`, a quarter of the page's memory.
 *
 * @throws InputError for an archive, or a file in it, that cannot be read, is encrypted or damaged; E_TOO_LARGE for
 * one that inflates to more.
 */
export async function entriesOfZip(
  archive: Blob,
  maxBytes = pageMemoryBytes() / 4,
): Promise<Map<string, Blob>> {
  const source = archive instanceof File ? archive.name : "zip";
  const fault = (what: string) => (cause: Error) => {
    throw new InputError("E_UNREADABLE", source, `${what} (${cause.message})`, { cause });
  };
  const { entries } = await unzipRaw(readerOf(archive)).catch(fault("not a zip archive that can be read"));
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxBytes || entries.length > MOST_ENTRIES) {
    const found = `its ${entries.length} files take ${megabytes(bytes)} MB`;
    const most = `expected up to ${MOST_ENTRIES} files of ${megabytes(maxBytes)} MB together`;
    throw new InputError("E_TOO_LARGE", source, `${found}; ${most}. Unpack it, and give the folder`);
  }
  const files = new Map<string, Blob>();
  for (const entry of entries) {
    // Some tools of Windows write the separator of their system.
    const path = entry.name.replaceAll("\\", "/");
    if (path.endsWith("/") || isOfSystem(path)) continue;
    files.set(path, await contentOf(entry).catch(fault(`${path} in it cannot be read`)));
  }
  return files;
}

/** Parts of the archive; its directory may name places that are outside of it, which no part of a file is asked for. */
function readerOf(archive: Blob) {
  const part = (from: number, length: number) => {
    if (from >= 0 && length >= 0 && from + length <= archive.size) return archive.slice(from, from + length);
    throw new RangeError(`${length} bytes at ${from} lie outside of its ${archive.size}`);
  };
  return {
    getLength: async () => archive.size,
    read: async (from: number, length: number) => new Uint8Array(await part(from, length).arrayBuffer()),
    readStream: async (from: number, length: number) => part(from, length).stream(),
    sliceAsBlob: async (from: number, length: number) => part(from, length),
  };
}

const megabytes = (bytes: number) => Math.ceil(bytes / 10 ** 6);

const isOfSystem = (path: string) => /(^|\/)(__MACOSX\/|\.)/.test(path);

async function contentOf(entry: ZipEntry): Promise<Blob> {
  const content = await entry.blob();
  // The library reads the checksum of a file, and neither checks nor shows it.
  // biome-ignore lint/complexity/useLiteralKeys: TypeScript lets private fields be read in this way only.
  const { crc32: expected } = entry["_rawEntry"];
  if (crc32(new Uint8Array(await content.arrayBuffer())) !== expected) {
    throw new Error("it is damaged: its checksum differs");
  }
  return content;
}

import { crc32 } from "@pgt/io";
import { InputError } from "@pgt/metrics";
import { unzipRaw, type ZipEntry } from "unzipit";

/**
 * The files of a zip archive by their paths in it, without what systems add of their own.
 *
 * @throws InputError for an archive, or a file in it, that cannot be read, is encrypted or damaged.
 */
export async function entriesOfZip(archive: Blob): Promise<Map<string, Blob>> {
  const source = archive instanceof File ? archive.name : "zip";
  const fault = (what: string) => (cause: Error) => {
    throw new InputError("E_UNREADABLE", source, `${what} (${cause.message})`, { cause });
  };
  const { entries } = await unzipRaw(archive).catch(fault("not a zip archive that can be read"));
  const files = new Map<string, Blob>();
  for (const entry of entries) {
    // Some tools of Windows write the separator of their system.
    const path = entry.name.replaceAll("\\", "/");
    if (path.endsWith("/") || isOfSystem(path)) continue;
    files.set(path, await contentOf(entry).catch(fault(`${path} in it cannot be read`)));
  }
  return files;
}

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

import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly path: string;
  readonly content?: Uint8Array | string;
  /** Number of the method: 0 stored, 8 deflated; for any other the bytes are deflated all the same. */
  readonly method?: number;
  readonly isEncrypted?: boolean;
  /** True for a content that was damaged after its checksum was taken. */
  readonly isDamaged?: boolean;
}

const flags = { encrypted: 1, utf8: 0x800 };

/** A zip archive, with entries that no ordinary tool would write. */
export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const content = Buffer.from(entry.content ?? "");
    const method = entry.method ?? 8;
    const stored = method === 0 ? Buffer.from(content) : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags.utf8 | (entry.isEncrypted ? flags.encrypted : 0), 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(stored.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    if (entry.isDamaged) stored[stored.length >> 1] ^= 1;
    locals.push(Buffer.concat([Buffer.from("PK\x03\x04"), common, name, stored]));
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, rest, name]));
    offset += locals.at(-1)!.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from("PK\x05\x06"), end]);
}

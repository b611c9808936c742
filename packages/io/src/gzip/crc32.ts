const POLYNOMIAL = 0xedb88320;

/** Four tables of 256: `tables[256 * k + b]` is the CRC of byte b followed by k zero bytes (slicing-by-4). */
const tables = makeTables();

/** CRC-32 of RFC 1952, as an unsigned number. For platforms that do not offer one. */
export function crc32(bytes: Uint8Array): number {
  const blockEnd = bytes.length - (bytes.length % 4);
  let crc = 0xffffffff;
  for (let i = 0; i < blockEnd; i += 4) {
    crc ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    crc =
      tables[768 + (crc & 255)] ^
      tables[512 + ((crc >>> 8) & 255)] ^
      tables[256 + ((crc >>> 16) & 255)] ^
      tables[crc >>> 24];
  }
  for (let i = blockEnd; i < bytes.length; i++) crc = tables[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

function makeTables(): Int32Array {
  const made = new Int32Array(1024);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    made[byte] = crc;
  }
  for (let i = 256; i < 1024; i++) made[i] = made[made[i - 256] & 255] ^ (made[i - 256] >>> 8);
  return made;
}

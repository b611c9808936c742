import type { Random } from "@pgt/metrics";

/** Words and numbers at which readers of text or bytes have failed. */
const words = [
  "",
  "0",
  "-1",
  "1e999",
  "NaN",
  "null",
  "{",
  "[",
  "]",
  '"',
  "\\",
  ",",
  "\n",
  "\0",
  "\t",
  "&",
  "<",
  "__proto__",
  "constructor",
  "*",
  "{case}",
];
const numbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** A copy of the file with one to four changes: bits, bytes, numbers, words, and parts cut, doubled or moved. */
export function mutantOf(file: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(file);
  for (let changes = 1 + random.nextBelow(4); changes > 0; changes--) bytes = changed(bytes, random);
  return bytes;
}

function changed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.nextBelow(bytes.length + 1);
  const length = random.nextBelow(Math.min(64, bytes.length - at + 1));
  const [before, part, after] = [bytes.slice(0, at), bytes.slice(at, at + length), bytes.slice(at + length)];
  switch (random.nextBelow(8)) {
    case 0:
      if (at < bytes.length) bytes[at] ^= 1 << random.nextBelow(8);
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = random.nextBelow(256);
      return bytes;
    case 2:
      return withNumber(bytes, at, random);
    case 3:
      return joined(before, new TextEncoder().encode(words[random.nextBelow(words.length)]), after);
    case 4:
      return joined(before, after);
    case 5:
      return joined(before, part, part, after);
    case 6:
      return joined(part, before, after);
    default:
      return before;
  }
}

/** A number of two or four bytes, in either order. */
function withNumber(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const view = new DataView(bytes.buffer);
  const value = numbers[random.nextBelow(numbers.length)];
  const isLittle = random.next() < 0.5;
  if (random.next() < 0.5 && at + 4 <= bytes.length) view.setUint32(at, value, isLittle);
  else if (at + 2 <= bytes.length) view.setUint16(at, value, isLittle);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

import { InputError } from "@pgt/metrics";
import type { InputHash } from "./input-hash.ts";
import { platform } from "./platform.ts";

/**
 * Reads a whole file; the hash of its bytes is added to `inputs`, once.
 *
 * @throws InputError if the file is missing, a folder, or unreadable.
 */
export async function readBytes(path: string, inputs?: InputHash[] | null): Promise<Uint8Array> {
  const { files } = platform();
  const bytes = await files.readBytes(path);
  if (inputs) {
    const sha256 = files.sha256(bytes);
    const isKnown = inputs.some((one) => one.path === path && one.sha256 === sha256);
    if (!isKnown) inputs.push({ path, bytes: bytes.length, sha256 });
  }
  return bytes;
}

/** Longest text that every engine holds as one string. */
const MOST_TEXT_BYTES = 2 ** 28;

/** UTF-8, up to 256 MiB, hashed as by `readBytes`. @throws InputError as `readBytes`; E_TOO_LARGE for more. */
export async function readText(path: string, inputs?: InputHash[] | null): Promise<string> {
  return decodeText(await readBytes(path, inputs), path);
}

/** @throws InputError E_TOO_LARGE for more than 256 MiB. */
export function decodeText(bytes: Uint8Array, path: string): string {
  if (bytes.length <= MOST_TEXT_BYTES) return new TextDecoder().decode(bytes);
  const found = `found ${Math.ceil(bytes.length / 2 ** 20)} MiB`;
  throw new InputError("E_TOO_LARGE", path, `expected a text of at most 256 MiB, ${found}`);
}

export async function isFile(path: string): Promise<boolean> {
  return (await kindOf(path)) === "file";
}

export async function isFolder(path: string): Promise<boolean> {
  return (await kindOf(path)) === "folder";
}

/** Undefined if nothing is there, or it cannot be looked at. */
async function kindOf(path: string) {
  const entry = await platform()
    .files.entryOf(path)
    .catch(() => null);
  return entry?.kind;
}

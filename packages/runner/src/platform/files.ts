import { InputError } from "@pgt/metrics";
import { platform } from "./platform.ts";

/** @throws InputError if the file is missing, a folder, or unreadable. */
export function readBytes(path: string): Promise<Uint8Array> {
  return platform().files.readBytes(path);
}

/** Longest text that every engine holds as one string. */
const MOST_TEXT_BYTES = 2 ** 28;

/** UTF-8, up to 256 MiB. @throws InputError as `readBytes`; E_TOO_LARGE for more. */
export async function readText(path: string): Promise<string> {
  return decodeText(await readBytes(path), path);
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

import { platform } from "./platform.ts";

/** @throws InputError if the file is missing, a folder, or unreadable. */
export function readBytes(path: string): Promise<Uint8Array> {
  return platform().files.readBytes(path);
}

/** UTF-8. @throws InputError as `readBytes`. */
export async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(path));
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

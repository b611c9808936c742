import { execFileSync } from "node:child_process";
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../src/node-files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-files-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("files on disk", () => {
  const size = 2 ** 31 + 5;
  // Sparse files take no room where the file system has them; the memory is needed in any case.
  const hasRoom = freemem() > 2 * size && statfsSync(tmpdir()).bavail * statfsSync(tmpdir()).bsize > size;
  it.skipIf(!hasRoom)("are read beyond 2 GiB, where disk and memory have room", async () => {
    const path = join(folder, "large");
    const file = openSync(path, "w");
    ftruncateSync(file, size);
    writeSync(file, Buffer.from([7]), 0, 1, size - 1);
    closeSync(file);
    const bytes = await nodeFiles.readBytes(path);
    expect([bytes.length, bytes[size - 2], bytes[size - 1]]).toEqual([size, 0, 7]);
  });

  it.skipIf(process.platform === "win32")("that never end are refused: a pipe and a device", async () => {
    const pipe = join(folder, "pipe.nii");
    const device = join(folder, "zero.nii");
    execFileSync("mkfifo", [pipe]);
    symlinkSync("/dev/zero", device);
    for (const path of [pipe, device]) {
      await expect(nodeFiles.readBytes(path)).rejects.toMatchObject({ code: "E_NOT_A_FILE" });
      await expect(nodeFiles.readStart(path, 16)).rejects.toMatchObject({ code: "E_NOT_A_FILE" });
      await expect(nodeFiles.hashFile(path)).rejects.toMatchObject({ code: "E_NOT_A_FILE" });
    }
  });
});

import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { nodeFiles } from "../../packages/core/src/node-files.ts";

const folder = mkdtempSync(join(tmpdir(), "pgt-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const size = 2 ** 31 + 5;
// Sparse files take no room where the file system has them; the memory is needed in any case.
const hasRoom = freemem() > 2 * size && statfsSync(tmpdir()).bavail * statfsSync(tmpdir()).bsize > size;
it.skipIf(!hasRoom)("files are read beyond 2 GiB, where disk and memory have room", async () => {
  const path = join(folder, "large");
  const file = openSync(path, "w");
  ftruncateSync(file, size);
  writeSync(file, Buffer.from([7]), 0, 1, size - 1);
  closeSync(file);
  const bytes = await nodeFiles.readBytes(path);
  expect([bytes.length, bytes[size - 2], bytes[size - 1]]).toEqual([size, 0, 7]);
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../src/node-files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-files-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("files on disk", () => {
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

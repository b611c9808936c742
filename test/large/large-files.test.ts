import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { freemem, tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { pgt, temporaryFolder } from "../e2e/run-pgt.ts";

const folder = temporaryFolder();
/** 1.45e9 voxels of two bytes: 2.9 GB, beyond what one call of the system reads. */
const shape = [512, 512, 5532] as const;
const dataAt = 352;
const bytes = dataAt + 2 * shape[0] * shape[1] * shape[2];
const needed = { diskBytes: 2 ** 30, memoryBytes: 12 * 2 ** 30 };

/** A file of which only the header and the marked rows take room on a disk. */
function writeSparse(path: string, rows: readonly number[], from: number, length: number): void {
  const header = Buffer.alloc(dataAt);
  header.writeInt32LE(348, 0);
  for (const [at, value] of [3, ...shape, 1, 1, 1, 1].entries()) header.writeInt16LE(value, 40 + 2 * at);
  header.writeInt16LE(4, 70);
  header.writeInt16LE(16, 72);
  for (let at = 0; at < 4; at++) header.writeFloatLE(1, 76 + 4 * at);
  header.writeFloatLE(dataAt, 108);
  header.writeInt16LE(1, 254);
  for (let axis = 0; axis < 3; axis++) header.writeFloatLE(1, 280 + 20 * axis);
  header.write("n+1\0", 344, "latin1");
  const file = openSync(path, "w");
  ftruncateSync(file, bytes);
  writeSync(file, header, 0, dataAt, 0);
  const marked = Buffer.from(new Int16Array(length).fill(1).buffer);
  for (const row of rows) writeSync(file, marked, 0, marked.length, dataAt + 2 * (row * shape[0] + from));
  closeSync(file);
}

const { bavail, bsize } = statfsSync(tmpdir());
const lacks = bavail * bsize < needed.diskBytes ? "disk" : freemem() < needed.memoryBytes ? "memory" : null;

describe(`two files of 2.9 GB${lacks ? ` (left out: too little ${lacks})` : ""}`, () => {
  it.skipIf(lacks !== null)("are compared, in less than 12 GiB", { timeout: 600_000 }, async () => {
    // The first, a middle and the last row of the image.
    const rows = [0, 1_500_000, shape[1] * shape[2] - 1];
    writeSparse(folder.path("a.nii"), rows, 100, 30);
    writeSparse(folder.path("b.nii"), rows, 110, 30);
    expect(statSync(folder.path("a.nii")).blocks * 512).toBeLessThan(2 ** 20);
    // Tells the peak of the whole process when it ends.
    const peakFile = folder.path("peak");
    const atExit = `import { writeFileSync } from "node:fs"; import { isMainThread } from "node:worker_threads";
      const tell = () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS));
      if (isMainThread) process.on("exit", tell);`;
    writeFileSync(folder.path("peak.mjs"), atExit);
    const { code, stdout, stderr } = await pgt(["compare", "a.nii", "b.nii", "-m", "dice,hd", "-f", "json"], {
      cwd: folder.path(),
      env: { NODE_OPTIONS: `--import ${pathToFileURL(folder.path("peak.mjs"))}` },
    });
    expect(code, stderr).toBe(0);
    const values = JSON.parse(stdout).rows.map(({ metric, value }: { metric: string; value: number }) => [
      metric,
      value,
    ]);
    expect(values).toEqual([
      ["dice", 2 / 3],
      ["hd", 10],
    ]);
    const peakGiB = Number(readFileSync(peakFile, "utf8")) / 2 ** 20;
    console.log(`peak memory: ${peakGiB.toFixed(1)} GiB`);
    expect(peakGiB).toBeLessThan(12);
  });
});

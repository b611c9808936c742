import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Vector3 } from "@pgt/metrics";
import { afterAll, describe, expect, it } from "vitest";
import { writeSoftLabels } from "../src/noise/soft-labels.ts";
import "./on-node.ts";

const root = mkdtempSync(join(tmpdir(), "pgt-soft-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Read = Parameters<typeof writeSoftLabels>[1];
type Votes = Parameters<typeof writeSoftLabels>[2];

/** Votes on an image of that shape, whose voxels are never made. */
function write(shape: Vector3, labels: readonly number[], out: string): Promise<string[]> {
  const field = {
    valueMap: () => {
      throw new Error("voxels were asked for");
    },
  };
  const read = { field, grid: { shape, spacingMm: [1, 1, 1] } } as unknown as Read;
  return writeSoftLabels("case1", read, { patterns: [], labels, weights: [1, 1] } as unknown as Votes, out);
}

describe("soft labels of a case", () => {
  it("take a GiB at most as one array: more is refused before anything is written", async () => {
    const out = join(root, "large");
    await expect(write([1024, 1024, 129], [1], out)).rejects.toMatchObject({
      code: "E_TOO_LARGE",
      message:
        "case1: its soft labels as one array take 1032 MiB of at most 1024 MiB: name fewer labels (--labels)",
    });
    await expect(write([1024, 1024, 64], [1, 2, 3, 4], out)).rejects.toMatchObject({ code: "E_TOO_LARGE" });
    expect(existsSync(out)).toBe(false);
  });

  it("of just a GiB are made", async () => {
    await expect(write([1024, 1024, 128], [1], join(root, "just"))).rejects.toThrow("voxels were asked for");
  });
});

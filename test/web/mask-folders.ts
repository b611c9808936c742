import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import type { Affine, Vector3 } from "@pgt/metrics";
import { expect } from "vitest";
import { pgt } from "../e2e/run-pgt.ts";
import type { AppPage } from "./app-page.ts";

export interface MaskOptions {
  readonly shape?: Vector3;
  /** Place of the first voxel, in mm. */
  readonly originMm?: Vector3;
}

/** A mask of two structures, different for every seed. */
export function maskBytes(
  seed: number,
  { shape = [24, 20, 16], originMm = [0, 0, 0] }: MaskOptions = {},
): Uint8Array {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  const reach = 4 + (seed % 3);
  for (let z = 3; z < 12; z++)
    for (let y = 4; y < 4 + 2 * reach; y++)
      for (let x = 3 + (seed % 4); x < 18; x++)
        data[x + shape[0] * (y + shape[1] * z)] = x < 10 + (seed % 2) ? 1 : 2;
  const [x, y, z] = originMm;
  const affine: Affine = [1, 0, 0, x, 0, 1, 0, y, 0, 0, 2, z, 0, 0, 0, 1];
  return gzipSync(writeNifti({ data, shape, spacingMm: [1, 1, 2], affine }));
}

/** A folder outside of the project, and what is written into it. */
export class MaskFolders {
  readonly parent = mkdtempSync(join(tmpdir(), "pgt-masks-"));

  path(name: string): string {
    return join(this.parent, name);
  }

  write(name: string, content: Uint8Array | string): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** A set of masks, `{folder}/{case}.nii.gz`. @returns the folder. */
  set(folder: string, seed: number, cases: readonly string[] = ["p1", "p2", "p3"]): string {
    for (const [at, id] of cases.entries()) this.write(`${folder}/${id}.nii.gz`, maskBytes(7 * seed + at));
    return this.path(folder);
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }

  /** Expects the table that the app saves to be what the command prints for a manifest of the folder. */
  async expectAsCommand(app: AppPage, manifest: string): Promise<string> {
    const table = (await app.save(/^Score table \(CSV\)/)).bytes.toString();
    const { code, stdout, stderr } = await pgt(["interval", manifest, "--format", "csv", "--quiet"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(table).toBe(stdout);
    return table;
  }

  /** Expects the same of the manifest that the app saves, put beside what was dropped. */
  async expectAsSavedManifest(app: AppPage): Promise<string> {
    const { bytes } = await app.save(/^Study manifest/);
    return this.expectAsCommand(app, this.write("saved.yaml", bytes));
  }
}

/** Rows of a table by their fields. */
export function rowsOf(csv: string): Record<string, string>[] {
  const [head = "", ...lines] = csv.trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, at) => [names[at], value])));
}

import { mkdirSync, writeFileSync } from "node:fs";
import type { Note } from "@pgt/metrics";
import { beforeAll, expect } from "vitest";
import { cube, writeMask } from "./nifti-bytes.ts";
import { pgt, temporaryFolder } from "./run-pgt.ts";

/** Values of a cell of the quality table. */
export interface Cell {
  readonly dataset: string;
  readonly generator: string;
  readonly metric: string;
  readonly mean: number;
}

export interface Organ {
  readonly generator: string;
  readonly name: string;
  readonly label: number;
  readonly mean: number | null;
  readonly metric: string;
}

export const codesOf = ({ warnings }: { readonly warnings: readonly Note[] }) =>
  warnings.map(({ code }) => code);

export const warningOf = ({ warnings }: { readonly warnings: readonly Note[] }, wanted: string) =>
  warnings.find(({ code }) => code === wanted);

/** Runs `pgt quality`, which must succeed. */
export async function quality(...argv: string[]) {
  const { code, stdout, stderr } = await pgt(["quality", ...argv, "--format", "json"]);
  expect(code, stderr).toBe(0);
  return { document: JSON.parse(stdout), stderr };
}

/**
 * A folder for the tests of one file. It holds four cases of two organs as cubes: `reference`, `same`, `smaller` (the
 * second organ) and `renumbered`.
 */
export function qualityFolder() {
  const folder = temporaryFolder();
  const at = (...parts: string[]) => folder.path(...parts);
  beforeAll(() => {
    writeCubes(at("reference"), 0);
    writeCubes(at("same"), 0);
    writeCubes(at("smaller"), 1);
    writeCubes(at("renumbered"), 0, [7, 5]);
  });
  return {
    at,
    file: (name: string, text: string): string => {
      writeFileSync(at(name), text);
      return at(name);
    },
    /** `--reference`, then `--generator` per generator: id = folder below the test's folder. */
    folders: (reference: string, generators: Readonly<Record<string, string>>) => [
      ...["--reference", at(reference)],
      ...Object.entries(generators).flatMap(([id, path]) => ["--generator", `${id}=${at(path)}`]),
    ],
  };
}

function writeCubes(folder: string, shift: number, ids: readonly [number, number] = [1, 2]): void {
  mkdirSync(folder, { recursive: true });
  for (let c = 0; c < 4; c++) {
    const values = cube(0, 4 - (c % 2), ids[0]);
    cube(4 + shift, 8, ids[1]).forEach((label, voxel) => {
      if (label !== 0) values[voxel] = label;
    });
    writeMask(`${folder}/case_${c}.nii.gz`, { values });
  }
}

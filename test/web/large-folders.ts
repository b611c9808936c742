import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import type { Vector3 } from "@pgt/metrics";
import { pageCase } from "../../bench/src/cases.ts";
import { agreements } from "../../bench/src/masks.ts";
import { displaced, drawOrgans, randomOrgans } from "../../bench/src/organs.ts";

/** The bench's pair for a page, as two raters. @returns the folders to drop. */
export function largePair(parent: string): string[] {
  const { shape, spacingMm, masks } = pageCase;
  const { reference, prediction } = masks();
  return [
    writeMask(join(parent, "anna"), "case1", reference, shape, spacingMm),
    writeMask(join(parent, "bert"), "case1", prediction, shape, spacingMm),
  ];
}

/** Two raters and a model in 100 small cases of 60 structures, measured by 8 metrics: 144000 rows. */
export function manyRows(parent: string): string[] {
  const shape: Vector3 = [48, 48, 32];
  const sets = ["anna", "bert", "net"];
  for (let k = 1; k <= 100; k++) {
    const organs = randomOrgans(shape, 60, k);
    for (const [place, set] of sets.entries()) {
      const data = drawOrgans(displaced(organs, shape, agreements.near, 1000 * (place + 1) + k), shape);
      writeMask(join(parent, set), `case${k}`, data, shape, [1, 1, 2]);
    }
  }
  const manifest = join(parent, "study.yaml");
  writeFileSync(
    manifest,
    `pgt: 1
metrics: [dice, jaccard, nsd@1, hd, hd95, assd, masd, arve]
entities:
  - { id: anna, role: rater, masks: "anna/{case}.nii.gz" }
  - { id: bert, role: rater, masks: "bert/{case}.nii.gz" }
  - { id: net, role: model, masks: "net/{case}.nii.gz" }
`,
  );
  return [...sets.map((set) => join(parent, set)), manifest];
}

function writeMask(folder: string, id: string, data: Uint8Array, shape: Vector3, spacingMm: Vector3): string {
  mkdirSync(folder, { recursive: true });
  const bytes = gzipSync(writeNifti({ data, shape, spacingMm }), { level: 1 });
  writeFileSync(join(folder, `${id}.nii.gz`), bytes);
  return folder;
}

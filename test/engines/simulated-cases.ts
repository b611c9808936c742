import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@pgt/metrics";
import { datatypes, writeMask } from "../e2e/nifti-bytes.ts";

const shape = [20, 20, 12] as const;
const organs = { liver: 1, spleen: 2 } as const;

/** Places of the two balls of a case, and intensities that are those of CT: of the surroundings, then of each organ. */
const centres = [
  [6, 10, 6],
  [14, 11, 6],
] as const;
const intensities = [-80, 60, 160];

/** Writes cases with two organs and noise as `images` and `labels` of a folder, with their dataset.json. */
export function writeCases(folder: string, cases: number, seed: number): void {
  for (const name of ["images", "labels"]) mkdirSync(join(folder, name), { recursive: true });
  for (let at = 0; at < cases; at++) {
    const { image, label } = simulatedCase(seed * 1000 + at);
    const shared = { dims: [...shape], sform: null, qformOffset: [0, 0, 0] as const };
    const name = `case${at + 1}.nii.gz`;
    writeMask(join(folder, "images", name), { ...shared, datatype: datatypes.int16, values: image });
    writeMask(join(folder, "labels", name), { ...shared, values: label });
  }
  const description = {
    channel_names: { 0: "CT" },
    labels: { background: 0, ...organs },
    numTraining: cases,
    file_ending: ".nii.gz",
  };
  writeFileSync(join(folder, "dataset.json"), JSON.stringify(description));
}

function simulatedCase(seed: number): { readonly image: number[]; readonly label: number[] } {
  const random = createRandom(seed, 0);
  const radii = [4 + random.next(), 3 + random.next()];
  const label: number[] = [];
  for (let z = 0; z < shape[2]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      for (let x = 0; x < shape[0]; x++) {
        const own = centres.findIndex(
          (centre, at) => Math.hypot(x - centre[0], y - centre[1], z - centre[2]) < radii[at],
        );
        label.push(own + 1);
      }
    }
  }
  return { label, image: label.map((of) => Math.round(intensities[of] + 15 * random.normal())) };
}

/** Plan of the least experiment in which everything happens: a base, a worse version of it, and a set to fine-tune on. */
export function writePlan(folder: string, train: Readonly<Record<string, unknown>>): string {
  writeCases(join(folder, "one"), 4, 1);
  writeCases(join(folder, "other"), 4, 2);
  const plan = {
    pgt: 1,
    name: "toy",
    base: [{ id: "one", images: "one/images", labels: "one/labels", split: "75/25" }],
    downstream: [{ id: "other", images: "other/images", labels: "other/labels", split: "75/25" }],
    generators: [{ id: "worse", degrade: { biasMm: 1 } }],
    train: { runs: 1, ...train },
    metrics: ["dice"],
  };
  const file = join(folder, "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

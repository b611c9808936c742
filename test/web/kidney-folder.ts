import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataFolder } from "../e2e/run-pgt.ts";

export interface KidneyFolder {
  /** Folder that holds `kits`, a folder per rater. */
  readonly parent: string;
  readonly kits: string;
  remove(): void;
}

const raters = ["rater1", "rater2", "rater3"];

/** Masks of three raters of a few real cases, outside of the project. */
export function kidneyFolder(cases: readonly string[]): KidneyFolder {
  const parent = mkdtempSync(join(tmpdir(), "pgt-app-"));
  const kits = join(parent, "kits");
  for (const rater of raters) {
    mkdirSync(join(kits, rater), { recursive: true });
    for (const id of cases) {
      const name = `case_${id}.nii.gz`;
      copyFileSync(join(dataFolder, "kits23", rater, name), join(kits, rater, name));
    }
  }
  return { parent, kits, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** A mask that ends in the middle, one on another grid, and a text among the masks. */
export function spoil({ kits }: KidneyFolder, truncated: string, foreign: string, other: string): void {
  const path = (rater: string, id: string) => join(kits, rater, `case_${id}.nii.gz`);
  const whole = readFileSync(path("rater2", truncated));
  rmSync(path("rater2", truncated));
  writeFileSync(path("rater2", truncated), whole.subarray(0, Math.floor(whole.length / 2)));
  rmSync(path("rater3", foreign));
  writeFileSync(path("rater3", foreign), readFileSync(path("rater1", other)));
  writeFileSync(join(kits, "rater1", "notes.txt"), "Not a mask.\n");
}

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dist } from "../package-in-page.ts";

/** Two boxes of 8 and 12 voxels that share 8; then two cases large enough to be shared among workers. */
const script = `
import { compare, comparePaths, fileTree, writeNifti } from "@pgt/browser";
const volume = (side, isInside) => {
  const data = new Uint8Array(side ** 3);
  for (let z = 0; z < side; z++) for (let y = 0; y < side; y++) for (let x = 0; x < side; x++)
    data[x + side * (y + side * z)] = isInside(x, y, z) ? 1 : 0;
  return { data, shape: [side, side, side], spacingMm: [1, 1, 1] };
};
const box = (width) => volume(6, (x, y, z) => z >= 2 && z < 4 && y >= 2 && y < 4 && x >= 1 && x < 1 + width);
const slab = (thick) => writeNifti(volume(210, (x, y, z) => z < thick));
const values = ({ rows }) => rows.map(({ value }) => value);
globalThis.run = async () => {
  const small = await compare({ reference: box(2), prediction: box(3) }, { metrics: ["dice", "hd"] });
  const [one, two, three] = [slab(1), slab(2), slab(3)];
  const files = fileTree({ "a/1.nii": one, "b/1.nii": three, "a/2.nii": two, "b/2.nii": two });
  let workers = 0;
  const onPlan = (plan) => void (workers = plan.workers);
  const large = await comparePaths("a", "b", { files, metrics: ["dice"], jobs: 2, onPlan });
  return { small: values(small), large: values(large), workers };
};
globalThis.isReady = true;
`;

export const html = `<!doctype html><meta charset="utf-8"><title>pgt</title><script type="module" src="./page.js"></script>`;

/** Answer of the page's `run`. */
export const expected = { small: [16 / 20, 1], large: [0.5, 1], workers: 2 };

/** A page that uses the package, and the built package as an installation leaves it. */
export function writePage(folder: string): void {
  const installed = join(folder, "node_modules/@pgt/browser");
  mkdirSync(installed, { recursive: true });
  cpSync(dist, join(installed, "dist"), { recursive: true });
  cpSync(join(dirname(dist), "package.json"), join(installed, "package.json"));
  writeFileSync(join(folder, "page.js"), script);
  writeFileSync(join(folder, "index.html"), html);
  writeFileSync(join(folder, "favicon.ico"), "");
}

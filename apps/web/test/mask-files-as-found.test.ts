import { FileTree } from "@pgt/browser";
import { describe, expect, it } from "vitest";
import { findMasks } from "../../../packages/study/src/manifest/mask-pattern.ts";
import { maskFiles } from "../src/study/mask-files.ts";

const paths = [
  "s/anna/c1.nii.gz",
  "s/anna/c2.nii",
  "s/anna/c.3.nii.gz",
  "s/anna/notes.txt",
  "s/ben/c1_seg.nii.gz",
  "s/ben/c2_seg.nii.gz",
  "s/ben/c2_seg_old.txt",
  "s/pair/c1.hdr",
  "s/pair/c1.img",
  "s/bids/sub-1/anat/sub-1_desc-a_dseg.nii.gz",
  "s/bids/sub-2/anat/sub-2_desc-a_dseg.nii.gz",
  "s/bids/sub-2/anat/sub-3_desc-a_dseg.nii.gz",
  "s/ts/c1/liver.nii.gz",
  "s/ts/c1/spleen.nii.gz",
  "s/ts/c2/liver.nii.gz",
  "s/deep/site1/c1.nii.gz",
  "s/deep/site2/c2.nii.gz",
];
const tree = new FileTree(paths.map((path) => [path, new Blob()] as const));
const list = async (folder: string) => tree.list(folder) ?? [];

const patterns = [
  "s/anna/{case}",
  "s/anna/{case}.nii.gz",
  "s/anna/{case}.nii",
  "s/ben/{case}_seg.nii.gz",
  "s/ben/{case}*.nii.gz",
  "s/pair/{case}",
  "s/pair/{case}.hdr",
  "s/bids/{case}/anat/{case}_desc-a_dseg.nii.gz",
  "s/bids/*/anat/{case}_desc-a_dseg.nii.gz",
  "s/bids/sub-{case}/anat/sub-{case}_desc-a_dseg.nii.gz",
  "s/ts/{case}",
  "s/deep/*/{case}.nii.gz",
  "s/deep/site*/{case}",
  "s/none/{case}.nii.gz",
];

describe("the cases that the page counts", () => {
  for (const pattern of patterns) {
    it(`of ${pattern} are those that the library finds`, async () => {
      const found = await findMasks({ text: pattern }, "", list);
      const counted = maskFiles(pattern, "", paths);
      expect([...counted.keys()].sort()).toEqual([...found.keys()]);
      for (const [id, { path }] of found) {
        expect(
          counted.get(id)!.every((one) => one.startsWith(path)),
          id,
        ).toBe(true);
      }
    });
  }
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { describeApp } from "./describe-app.ts";
import { MaskFolders, maskBytes } from "./mask-folders.ts";

describeApp("grids that differ", (open) => {
  let folders: MaskFolders;
  beforeAll(() => {
    folders = new MaskFolders();
    folders.set("kits/anna", 0, ["shape", "shift", "same"]);
    folders.set("kits/ben", 1, ["same"]);
    folders.write("kits/ben/shape.nii.gz", maskBytes(1, { shape: [26, 20, 16] }));
    folders.write("kits/ben/shift.nii.gz", maskBytes(2, { originMm: [0, 2.5, 0] }));
  });
  afterAll(() => folders.remove());

  it("are said of each file, with what differs; the others are compared", async () => {
    const app = await open();
    await app.drop([folders.path("kits")]);
    await app.run();
    const faults = await app.page
      .getByRole("region", { name: "2 faults in files" })
      .getByRole("listitem")
      .allInnerTexts();
    expect(faults.sort()).toEqual([
      "kits/ben/shape.nii.gz: does not lie on the grid of kits/anna/shape.nii.gz: different shape: 26 x 20 x 16 voxels instead of 24 x 20 x 16 (differs along x). Nothing is resampled; bring both masks onto one grid first (shape; 1 comparison lost)",
      "kits/ben/shift.nii.gz: does not lie on the grid of kits/anna/shift.nii.gz: shifted origin: by (0, +2.5, 0) mm along the reference's x, y, z. Nothing is resampled; bring both masks onto one grid first (shift; 1 comparison lost)",
    ]);
    expect(new Set(await app.page.locator(".cases tbody th").allInnerTexts())).toEqual(new Set(["same"]));
    await app.close();
  });
});

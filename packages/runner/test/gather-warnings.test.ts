import { expect, it } from "vitest";
import { gatherWarnings } from "../src/scores/gather-warnings.ts";

it("names two files each, and of more the first with the number of the others", () => {
  const odd = ["a.nii", "b.nii", "c.nii"].map((file) => `${file}: axes are oblique`);
  const others = ["x.nii: no orientation", "y.nii: no orientation", "labels 7: in no mask"];
  expect(gatherWarnings([...odd, ...others])).toEqual([
    "a.nii and 2 other masks: axes are oblique",
    ...others,
  ]);
});

it("keeps a warning about no file, and paths with a colon", () => {
  const warnings = ["nothing was asked for", "C:\\masks\\a.nii: no orientation"];
  expect(gatherWarnings(warnings)).toEqual(warnings);
});

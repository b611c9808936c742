import { expect, it } from "vitest";
import { joinPath } from "../src/cases/folder-listing.ts";

it.each([
  ["anna", "a.nii.gz", "anna/a.nii.gz"],
  ["anna/", "a.nii.gz", "anna/a.nii.gz"],
  ["/", "a.nii.gz", "/a.nii.gz"],
  ["..", "a.nii.gz", "../a.nii.gz"],
  // A study that lies where one is: its files are named as a person would.
  [".", "anna", "anna"],
  ["", "anna", "anna"],
])("%j and %j give %j", (folder, name, path) => expect(joinPath(folder, name)).toBe(path));

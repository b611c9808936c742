import { pathToFileURL } from "node:url";
import type * as Core from "@pgt/core";

/** The public functions that the bench uses, of any revision. */
export type Library = Pick<typeof Core, "compare" | "comparePaths" | "readLabelMap" | "writeNifti">;

/** Options as later revisions know them; an older one passes over what it does not know. */
export interface Measured {
  readonly metrics: readonly string[];
  readonly jobs: number;
}

export const overlapOnly: readonly string[] = ["dice"];
/** Metrics that the speed of everything is measured on. */
export const allMetrics: readonly string[] = [
  "dice",
  "jaccard",
  "hd",
  "hd95",
  "assd",
  "masd",
  "nsd@1",
  "nsd@2",
];
/** Metrics that a distance transform gives without sorting distances: for the comparison with one. */
export const unsortedMetrics: readonly string[] = ["hd", "assd", "masd", "nsd@1"];

export async function openLibrary(path: string): Promise<Library> {
  return import(pathToFileURL(path).href);
}

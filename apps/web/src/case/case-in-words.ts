import type { CaseMaps } from "./maps/case-maps.ts";

/** Describes how far the raters agree, by counts of voxels. */
export function caseInWords({ voters, marked, markedByAll }: CaseMaps): string {
  if (voters.length < 2) return "One rater has marked this case.";
  if (marked === 0) return `None of ${voters.length} raters has marked this structure.`;
  const disputed = marked - markedByAll;
  const share = Math.round((100 * disputed) / marked);
  return `${voters.length} raters (${voters.join(", ")}): of ${marked} voxels that at least one of them marks, ${disputed} (${share} %) are not marked by all.`;
}

/** Describes what is drawn coarser or elsewhere than it is; null if nothing is. */
export function drawnInWords({ coarseness: n, isPlaced }: CaseMaps): string | null {
  const coarse =
    n > 1
      ? `The structure is too large to be drawn voxel by voxel: of ${n} x ${n} voxels of a slice one is drawn, and outlines are that much coarser.`
      : "";
  const unplaced = isPlaced
    ? ""
    : "The masks do not say how they lie in the patient: left and right are not known.";
  return [coarse, unplaced].filter((one) => one !== "").join(" ") || null;
}

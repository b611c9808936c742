/** Voxels that are counted: all, those that any rater marked, or those within a distance of them. */
export type VoteRegionChoice = "image" | "union" | { readonly dilationMm: number };

/** Region of the voxels of a vote table. Every coefficient of agreement depends on it. */
export interface VoteRegion {
  /** `image`, `union` or, say, `union dilated by 5 mm`. */
  readonly name: string;
  readonly voxels: number;
}

/** Answers of the raters, in order, about `voxels` voxels. */
export interface VotePattern {
  readonly ratings: readonly number[];
  readonly voxels: number;
}

/** The votes of all raters on one case. Patterns that no voxel has are left out. */
export interface VoteTable {
  /** A structure, with ratings 1 inside and 0 outside; null: the whole label map, with label ids as ratings. */
  readonly label: number | null;
  readonly name: string;
  readonly region: VoteRegion;
  readonly patterns: readonly VotePattern[];
}

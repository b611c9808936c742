import type { VotePattern } from "@pgt/metrics";

/** Votes on one label against the rest. Pattern 0 is marked by nobody. */
export interface BinaryVotes {
  readonly patterns: readonly { readonly marks: readonly boolean[]; readonly voxels: number }[];
  /** Position in `patterns` of each pattern of labels. */
  readonly of: readonly number[];
  readonly raters: number;
}

/** @param regionVoxels voxels of the region: those that nobody marked are what is left of it. */
export function binaryVotes(
  patterns: readonly VotePattern[],
  label: number,
  regionVoxels: number,
): BinaryVotes {
  const raters = patterns[0].ratings.length;
  const found = [{ marks: new Array<boolean>(raters).fill(false), voxels: 0 }];
  const places = new Map([[found[0].marks.join(), 0]]);
  const of = patterns.map(({ ratings, voxels }) => {
    const marks = ratings.map((rating) => rating === label);
    const key = marks.join();
    let place = places.get(key);
    if (place === undefined) places.set(key, (place = found.push({ marks, voxels: 0 }) - 1));
    found[place].voxels += voxels;
    return place;
  });
  const marked = found.slice(1).reduce((sum, { voxels }) => sum + voxels, 0);
  found[0].voxels = Math.max(0, regionVoxels - marked);
  return { patterns: found, of, raters };
}

/** Voxels that each rater marked. */
export function sizesOf({ patterns, raters }: BinaryVotes): number[] {
  return Array.from({ length: raters }, (_, rater) =>
    patterns.reduce((sum, { marks, voxels }) => sum + (marks[rater] ? voxels : 0), 0),
  );
}

import { UsageError } from "@pgt/metrics";

/** Answers of each rater about a kind of unit (a voxel, a case), and how many units are of this kind. */
export interface RatingPattern {
  /** One category a rater, in the order of the raters; null: not rated. */
  readonly ratings: readonly (number | null)[];
  readonly units: number;
}

/** Ratings with multiplicity: 1e8 voxels of three raters are a few dozen patterns. */
export interface RatingTable {
  /** Every category that could have been chosen, ascending. Values, for the ordinal, interval and ratio metrics. */
  readonly categories: readonly number[];
  readonly patterns: readonly RatingPattern[];
}

/** Number of raters who chose a category, given by its position in `categories`; categories nobody chose are left out. */
export interface Votes {
  readonly category: number;
  readonly raters: number;
}

/** Table like `RatingTable` that does not say which rater chose what. */
export interface CountTable {
  readonly categories: readonly number[];
  /** The most that may have rated a unit. */
  readonly raters: number;
  readonly rows: readonly CountRow[];
}

export interface CountRow {
  readonly votes: readonly Votes[];
  /** Raters that rated such a unit. */
  readonly raters: number;
  readonly units: number;
}

/**
 * @param categories Default: those that occur. Give them where some may not occur: AC1 and AC2 depend on how many
 * there are.
 * @throws UsageError for a rating outside `categories`, patterns of different lengths, or a negative number of units.
 */
export function ratingTable(patterns: readonly RatingPattern[], categories?: readonly number[]): RatingTable {
  const occurring = new Set(patterns.flatMap(({ ratings }) => ratings.filter((rating) => rating !== null)));
  const all = ascending(categories ?? occurring);
  const fault = (text: string) => new UsageError("E_RATINGS", `patterns: ${text}`);
  for (const rating of occurring) {
    if (!all.includes(rating)) throw fault(`rating ${rating} is none of the categories ${all.join(", ")}`);
  }
  const raters = patterns[0]?.ratings.length ?? 0;
  for (const { ratings, units } of patterns) {
    if (ratings.length !== raters) {
      throw fault(`one rating a rater was expected in each, ${raters} and ${ratings.length} ratings found`);
    }
    if (!(units >= 0 && Number.isFinite(units))) throw fault(`units must be 0 or more, ${units} found`);
  }
  return { categories: all, patterns };
}

/** Rows of ratings, one a unit, as a table. */
export function tableOfUnits(
  units: readonly (readonly (number | null)[])[],
  categories?: readonly number[],
): RatingTable {
  return ratingTable(
    units.map((ratings) => ({ ratings, units: 1 })),
    categories,
  );
}

/** Forgets who chose what; patterns with the same votes become one row. */
export function countVotes({ categories, patterns }: RatingTable): CountTable {
  const position = new Map(categories.map((category, index) => [category, index]));
  const rows = new Map<string, { votes: Votes[]; raters: number; units: number }>();
  for (const { ratings, units } of patterns) {
    const chosen = ratings.flatMap((rating) => (rating === null ? [] : [position.get(rating)!]));
    const key = chosen.sort((a, b) => a - b).join();
    const row = rows.get(key);
    if (row) row.units += units;
    else rows.set(key, { votes: votesOf(chosen), raters: chosen.length, units });
  }
  return { categories, raters: patterns[0]?.ratings.length ?? 0, rows: [...rows.values()] };
}

/** Makes a table from counts by category (one entry for each of `categories`) with multiplicity. */
export function countTable(
  categories: readonly number[],
  rows: readonly { readonly counts: readonly number[]; readonly units: number }[],
): CountTable {
  const counted = rows.map(({ counts, units }) => ({
    votes: counts.flatMap((raters, category) => (raters > 0 ? [{ category, raters }] : [])),
    raters: counts.reduce((sum, raters) => sum + raters, 0),
    units,
  }));
  return { categories, raters: Math.max(0, ...counted.map(({ raters }) => raters)), rows: counted };
}

/** Runs of an ascending list. */
function votesOf(chosen: readonly number[]): Votes[] {
  const votes: { category: number; raters: number }[] = [];
  for (const category of chosen) {
    const last = votes[votes.length - 1];
    if (last?.category === category) last.raters++;
    else votes.push({ category, raters: 1 });
  }
  return votes;
}

function ascending(values: Iterable<number>): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

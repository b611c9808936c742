/** Pairs that one pass of random.test.ts draws: four boundaries, three methods of percentiles, tolerances, and ignored labels. */
export const pairsOfAPass = 4 * (3 * 40 + 20 + 30);

/** Environment of longer runs: passes in place of one, and what is added to each seed. */
export const passesVariable = "PGT_RANDOM_PASSES";
export const seedVariable = "PGT_RANDOM_SEED";

/** Parameters of fast-check for `numRuns` pairs a pass. */
export function drawn(seed: number, numRuns: number): { seed: number; numRuns: number } {
  const passes = Number(process.env[passesVariable] ?? 1);
  return { seed: seed + Number(process.env[seedVariable] ?? 0), numRuns: numRuns * passes };
}

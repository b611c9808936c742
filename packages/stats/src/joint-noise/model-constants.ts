/*
 * Constants of the joint noise model (docs/methods/joint-noise-model.md), all this project's choices.
 */

/** Shared bias that is tolerated, |mu| in units of √(tau² + sigma²). */
export const toleratedRho = 1;
/** Share of studies in which each end of an interval may fail. */
export const tailShare = 0.05;
/** Step of the lattices of log(tau / sigma) and of log y. */
export const latticeStep = 0.05;
export const smallestTauOverSigma = 0.05;
export const largestTauOverSigma = 8;
/** Ends of the lattice of a rater's bias in units of tau. */
export const smallestBiasFactor = 0.01;
export const largestBiasFactor = 4;
/** Dimensions that a rater's bias may have (1: everything larger or smaller), and their prior. */
export const biasDimensions = [1, 2, 3] as const;
export const dimensionPrior = [0.5, 0.25, 0.25] as const;
/** Scale of the triangularity of raters who differ in one dimension. */
export const lineTriangularity = 0.15;
/** Weight of what other structures say of tau / sigma: the same raters err alike in all of them. */
export const weightOfOthers = 0.5;
/** Loss of overlap by the size of masks that are drawn too large, at the tolerated bias. */
export const sizeTerm = 0.75;
/** Factor of the upper end for noise with tails up to those of Laplace's distribution. */
export const heavyTails = 0.96;
/** Prior of how raters differ in sigma: standard deviation of log sigma, worth so many degrees of freedom. */
export const sigmaSpread = 0.03;
export const sigmaSpreadWeight = 1;
export const sigmaSpreadFactor = 1.5;

/**
 * Distances to a structure that one of two masks lacks are left out of an interval, for raters and models alike: agreement
 * is that of masks which both mark it, and presence is counted beside it.
 */
export const defaultWorstCase = "none";

import { empty, infinite, notANumber, raises } from "../empties.ts";
import type { EmptySituations } from "../metric.ts";

/** MetricsReloaded computes all its distances in one function, so all fail where its percentile fails. */
export const metricsReloadedDistance: EmptySituations = empty(0, raises, raises);

/** A mean, or the maximum, of the distances of both directions: all infinite, or none at all. */
export const noFiniteDistance: EmptySituations = empty(notANumber, infinite, infinite);

export const metricsReloadedRaises =
  "MetricsReloaded gives 0 for two empty masks; if one is empty, its percentile of an empty list raises an error, for every distance.";

export const medpyRaises = "medpy raises an error if a mask is empty.";

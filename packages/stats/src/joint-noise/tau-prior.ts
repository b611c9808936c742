import { exp, log } from "@pgt/metrics";
import { logTauOverSigma } from "./lattice.ts";
import { weightOfOthers } from "./model-constants.ts";
import type { TauLikelihood } from "./tau-likelihood.ts";

/** Centres of the normal components of the prior of x: from log 0.1 in steps of 0.15 up to log 6. */
const centres = Array.from({ length: 28 }, (_, i) => log(0.1) + 0.15 * i).filter(
  (eta) => eta <= log(6) + 1e-9,
);
const widths = [0.2, 0.5, 1];

const components: readonly (readonly number[])[] = centres.flatMap((centre) =>
  widths.map((width) => {
    const density = logTauOverSigma.map((x) => exp(-0.5 * ((x - centre) / width) ** 2));
    const total = density.reduce((sum, value) => sum + value, 0);
    return density.map((value) => value / total);
  }),
);

/** Keeps the logarithm of a likelihood of 0 finite. */
const least = 1e-300;

/**
 * Prior of x for the structure at `index`: normal components, each weighted by what the other structures with repeats
 * say, to the power of one half. Not normalised.
 */
export function tauPrior(index: number, structures: readonly (TauLikelihood | null)[]): number[] {
  const others = structures.filter(
    (other, i) => i !== index && other?.statistics.hasRepeats,
  ) as TauLikelihood[];
  const logs = components.map((component) =>
    others.reduce((sum, { ofTau }) => {
      const agreement = component.reduce((total, share, i) => total + share * ofTau[i], 0);
      return sum + weightOfOthers * log(agreement + least);
    }, 0),
  );
  const largest = logs.reduce((found, value) => Math.max(found, value), Number.NEGATIVE_INFINITY);
  const prior = logTauOverSigma.map(() => 0);
  components.forEach((component, c) => {
    const weight = exp(logs[c] - largest);
    component.forEach((share, i) => void (prior[i] += weight * share));
  });
  return prior;
}

import { UsageError } from "@pgt/metrics";
import { fitNoise, type RaterSimulation, type TrueCase } from "@pgt/simulate";
import { type ObservedLabel, observedAgreement, overlapOfCounts } from "./observed-agreement.ts";
import type { FittedNoise, SimulatedStudyOptions, TruthSource } from "./simulate-types.ts";

/** Cases that a fit looks at, evenly spaced: more say little more about two numbers. */
const mostFitCases = 12;

/**
 * Noise of every structure, fitted to the agreement of the study `from` on the masks of the truth.
 *
 * @throws UsageError E_FIT without masks, or for a label without agreement.
 */
export async function fitStudy(
  from: string,
  source: TruthSource,
  simulation: RaterSimulation,
  { truth, labels }: SimulatedStudyOptions,
): Promise<FittedNoise[]> {
  if (truth === undefined) {
    throw new UsageError(
      "E_FIT",
      "noise is fitted on masks of the study itself: give the folder of its true or consensus masks (truth)",
    );
  }
  const observed = await observedAgreement(from, labels);
  const fitted = simulation.structures.map(({ label }) => observed.find((one) => one.label === label));
  const absent = simulation.structures.find((_, at) => fitted[at] === undefined);
  if (absent !== undefined) {
    throw new UsageError(
      "E_FIT",
      `label ${absent.label} is in the masks of ${truth} and has no agreement between raters in ${from}; leave it out with labels`,
    );
  }
  const step = Math.ceil(source.cases.length / mostFitCases);
  const cases: TrueCase[] = [];
  for (let index = 0; index < source.cases.length; index += step) {
    cases.push(await source.load(index, withReach(simulation, fitted as ObservedLabel[])));
  }
  return simulation.structures.map(({ label, name, noise }, at) => ({
    label,
    name,
    ...fitNoise(
      cases.map(({ structures, grid }) => ({ structure: structures[at], grid })),
      fitted[at]!,
      { overlap: overlapOfCounts, fixed: noise, seed: simulation.seed },
    ),
  }));
}

/** Noise is not known before the fit: structures get room for the largest that it may try. */
function withReach(simulation: RaterSimulation, observed: readonly ObservedLabel[]): RaterSimulation {
  const structures = simulation.structures.map((one, at) => {
    const looseMm = 1 + 40 * (1 - observed[at].inter);
    return { ...one, noise: { ...one.noise, sigmaMm: looseMm, tauMm: 0 } };
  });
  return { ...simulation, structures };
}

export function withFits(simulation: RaterSimulation, fits: readonly FittedNoise[]): RaterSimulation {
  const structures = simulation.structures.map((one, at) => ({ ...one, noise: fits[at].noise }));
  return { ...simulation, structures };
}

import { createRandom, type LabelVolume } from "@pgt/metrics";
import { readLabelMap } from "@pgt/runner";
import { annotateCase, structureNoise, trueCaseOfMask } from "@pgt/simulate";
import type { DegradedLabels } from "../plan/plan-types.ts";

/** Stream of the seed that decides what is left out, apart from those of the displacements. */
const dropStream = 2 ** 50;

/**
 * Makes masks worse by a known amount: borders displaced by a smooth random field and by a constant, structures left
 * out at random (docs/methods/simulation.md).
 */
export async function degradeLabels(
  masks: ReadonlyMap<string, string>,
  names: ReadonlyMap<number, string>,
  { sigmaMm, biasMm, drop, seed }: Pick<DegradedLabels, "sigmaMm" | "biasMm" | "drop" | "seed">,
  write: (id: string, volume: LabelVolume) => Promise<void>,
): Promise<void> {
  const noise = structureNoise({ sigmaMm, tauMm: 0, muMm: biasMm });
  for (const [at, [id, path]] of [...masks].entries()) {
    const random = createRandom(seed, dropStream + at);
    const structures = [...names]
      .filter(() => random.next() >= drop)
      .map(([label, name]) => ({ label, name, noise }));
    const simulation = { raters: 1, sessions: 1, structures, seed };
    const [{ volume }] = annotateCase(
      trueCaseOfMask(await readLabelMap(path), at, simulation),
      at,
      simulation,
    );
    await write(id, volume);
  }
}

import { type MaskSource, type PlannedPair, sourceKey, storedMasks } from "@pgt/study";
import { readMask } from "../masks/mask.ts";
import type { Mask } from "../masks/mask-type.ts";
import { getEngine } from "../scores/engine-instance.ts";
import type { Plan } from "../scores/plan.ts";
import { type Helper, isHelperFault } from "./helpers.ts";
import { isPreparable, prepareMask } from "./prepared-mask.ts";

export type ReadMask = (
  source: MaskSource,
  pair: PlannedPair,
  part: (source: MaskSource) => Promise<Mask>,
) => Promise<Mask>;

/**
 * Reads masks here; with helpers, they read those of a case meanwhile, each with its surfaces. What a helper leaves
 * undone is read here.
 */
export function maskReader(
  pairs: readonly PlannedPair[],
  plan: Plan,
  classIds: ReadonlyMap<string, number>,
  helpers: readonly Helper[],
): ReadMask {
  if (helpers.length === 0 || !isPreparable(plan))
    return (source, _, part) => readMask(source, classIds, plan.hashesInputs, part);
  const underWay = new Map<string, Promise<Mask>>();
  let current: string | undefined;
  const beginCase = (id: string) => {
    current = id;
    const group = pairs.filter((pair) => pair.case === id);
    const sources = new Map(
      group
        .flatMap(({ sourceA, sourceB }) => [sourceA, sourceB])
        .flatMap(storedMasks)
        .map((one) => [sourceKey(one), one]),
    );
    [...sources].forEach(([key, source], place) => {
      const helper = helpers[(place % (helpers.length + 1)) - 1];
      if (!helper || helper.isLost) return;
      const mask = helper.read(source, plan, classIds);
      mask.catch(() => {});
      underWay.set(key, mask);
    });
  };
  const readHere = async (source: MaskSource, part: Parameters<ReadMask>[2]) => {
    const mask = await readMask(source, classIds, plan.hashesInputs, part);
    prepareMask(await getEngine(), mask, plan);
    return mask;
  };
  return async (source, pair, part) => {
    if (pair.case !== current) beginCase(pair.case);
    const key = sourceKey(source);
    const mask = underWay.get(key);
    underWay.delete(key);
    if (!mask) return readHere(source, part);
    return mask.catch((error) => {
      if (!isHelperFault(error)) throw error;
      return readHere(source, part);
    });
  };
}

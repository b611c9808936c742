import { type MaskSource, type PlannedPair, sourceKey } from "@pgt/study";
import { readMask } from "../masks/mask.ts";
import type { Mask } from "../masks/mask-type.ts";
import { getEngine } from "../scores/engine-instance.ts";
import type { Plan } from "../scores/plan.ts";
import { type Helper, isHelperFault } from "./helpers.ts";
import { isPreparable, prepareMask } from "./prepared-mask.ts";

export type ReadMask = (source: MaskSource, pair: PlannedPair) => Promise<Mask>;

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
    return (source) => readMask(source, classIds, plan.hashesInputs);
  const underWay = new Map<string, Promise<Mask>>();
  let current: string | undefined;
  const beginCase = (id: string) => {
    current = id;
    const group = pairs.filter((pair) => pair.case === id);
    const sources = new Map(
      group.flatMap(({ sourceA, sourceB }) => [sourceA, sourceB]).map((one) => [sourceKey(one), one]),
    );
    [...sources].forEach(([key, source], place) => {
      const helper = helpers[(place % (helpers.length + 1)) - 1];
      if (!helper || helper.isLost) return;
      const mask = helper.read(source, plan, classIds);
      mask.catch(() => {});
      underWay.set(key, mask);
    });
  };
  const readHere = async (source: MaskSource) => {
    const mask = await readMask(source, classIds, plan.hashesInputs);
    prepareMask(await getEngine(), mask, plan);
    return mask;
  };
  return async (source, pair) => {
    if (pair.case !== current) beginCase(pair.case);
    const key = sourceKey(source);
    const mask = underWay.get(key);
    underWay.delete(key);
    if (!mask) return readHere(source);
    return mask.catch((error) => {
      if (!isHelperFault(error)) throw error;
      return readHere(source);
    });
  };
}

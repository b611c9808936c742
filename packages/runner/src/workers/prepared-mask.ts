import type { Engine, PreparedVolume } from "@pgt/engine";
import type { Mask } from "../masks/mask-type.ts";
import type { Plan } from "../scores/plan.ts";

/** A mask that was read, and what was found of its layers. */
export interface PreparedMask extends Omit<Mask, "layers"> {
  readonly layers: readonly PreparedVolume[];
}

/** Tells if what a thread finds in one mask is of use for comparing it: an ignore label depends on the other mask. */
export function isPreparable({ needs, dataset }: Pick<Plan, "needs" | "dataset">): boolean {
  return needs.needs.has("surface") && dataset?.ignoreLabel === undefined;
}

export function prepareMask(engine: Engine, { layers, ...mask }: Mask, plan: Plan): PreparedMask {
  return { ...mask, layers: layers.map((layer) => engine.prepare(layer, plan.convention.boundary)) };
}

export function adoptMask(engine: Engine, { layers, ...mask }: PreparedMask): Mask {
  return { ...mask, layers: layers.map((layer) => engine.adopt(layer)) };
}

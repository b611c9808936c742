import { evaluate, type ScoreRow } from "@pgt/metrics";
import { getEngine } from "./engine-instance.ts";
import type { Mask } from "./mask.ts";
import { measureMasks } from "./measure-masks.ts";
import type { Plan } from "./plan.ts";

/** Who is compared with whom. */
export type PairIdentity = Pick<ScoreRow, "case" | "a" | "aSession" | "b" | "bSession">;

export interface PairScores {
  readonly rows: readonly ScoreRow[];
  readonly found: readonly number[];
  readonly warnings: readonly string[];
  /** Diagonal of the image in mm: the worst case of a distance. */
  readonly diagonalMm: number;
}

/** All metrics of all structures of one pair of masks. */
export async function scorePair(
  reference: Mask,
  prediction: Mask,
  identity: PairIdentity,
  plan: Plan,
): Promise<PairScores> {
  const measured = measureMasks(await getEngine(), reference, prediction, plan);
  const rows = measured.labels.flatMap(({ spec, measurement }) =>
    plan.metrics.map((metric): ScoreRow => {
      const { value, reason, asGiven } = evaluate(metric, measurement, plan.convention);
      return {
        case: identity.case,
        label: spec.label,
        name: spec.name,
        metric: metric.key,
        a: identity.a,
        aSession: identity.aSession,
        b: identity.b,
        bSession: identity.bSession,
        value,
        unit: metric.definition.unit,
        reason,
        ...(asGiven && { asGiven }),
      };
    }),
  );
  const { shape, spacingMm } = reference.layers[0]!;
  const diagonalMm = Math.hypot(...shape.map((n, axis) => n * spacingMm[axis]!));
  return { rows, found: measured.found, warnings: measured.warnings, diagonalMm };
}

import { iccVox, kappa, mcc } from "./families/agreement.ts";
import { acc, fpr, npv, spec } from "./families/background-rates.ts";
import { biou, nsd, overlapA, overlapB } from "./families/boundary.ts";
import { assd, comDist, masd, rmsd } from "./families/distance.ts";
import { hd } from "./families/hausdorff.ts";
import { mi, voi } from "./families/information.ts";
import { dice, fbeta, jaccard, pbd } from "./families/overlap.ts";
import { ari, gce, ri } from "./families/partition.ts";
import { balacc, fnr, prec, sens } from "./families/rates.ts";
import { arve, rve, vdMl, vs } from "./families/volume.ts";
import type { MetricDefinition } from "./metric.ts";

/** Every metric, in the order in which help and documentation list them. */
export const registry: readonly MetricDefinition[] = [
  dice,
  jaccard,
  fbeta,
  sens,
  prec,
  spec,
  npv,
  fpr,
  fnr,
  acc,
  balacc,
  pbd,
  vs,
  rve,
  arve,
  vdMl,
  mcc,
  kappa,
  ri,
  ari,
  gce,
  iccVox,
  mi,
  voi,
  hd,
  assd,
  masd,
  rmsd,
  comDist,
  nsd,
  overlapA,
  overlapB,
  biou,
];

/**
 * Metrics that are measured if nothing is asked for: overlap, worst and mean distance. `nsd` needs a tolerance, which
 * nobody can guess.
 */
export const defaultMetrics: readonly string[] = ["dice", "hd95", "assd"];

/** Ids and aliases as `normaliseName` writes them. */
const byName = new Map(
  registry.flatMap((definition) =>
    [definition.id, ...definition.aliases].map((name) => [normaliseName(name), definition] as const),
  ),
);

/** The metric of an id or alias; case, and `-` or space for `_`, do not matter. */
export function findMetric(name: string): MetricDefinition | undefined {
  return byName.get(normaliseName(name));
}

/** Every id and alias, for suggestions and completion. */
export function metricNames(): string[] {
  return registry.flatMap(({ id, aliases }) => [id, ...aliases]);
}

function normaliseName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

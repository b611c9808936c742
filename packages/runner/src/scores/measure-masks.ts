import type { DistanceHelper, Engine, FoundIds, LabelMeasurement, MeasureRequest } from "@pgt/engine";
import type { LabelSpec, Note } from "@pgt/metrics";
import { type LabelMatch, matchLabels } from "@pgt/study";
import { alignMasks, labelNamesOf } from "../masks/mask.ts";
import type { Mask } from "../masks/mask-type.ts";
import type { Plan } from "./plan.ts";

export interface MaskMeasurement {
  readonly labels: readonly LabelMeasurement[];
  /** Labels of the plan that are in either mask. */
  readonly found: readonly number[];
  /** All ids that are in either mask, whether asked for or not. */
  readonly present: readonly number[];
  /** Notes from matching the prediction's labels. */
  readonly warnings: readonly Note[];
}

/**
 * Measures every structure of the plan in a pair of masks; which ids mean the same is decided by `matchLabels`.
 * `helpers` take part in measuring distances.
 */
export async function measureMasks(
  engine: Engine,
  reference: Mask,
  prediction: Mask,
  plan: Plan,
  helpers: readonly DistanceHelper[] = [],
): Promise<MaskMeasurement> {
  const aligned = alignMasks(reference, prediction);
  const isSimple = reference.layers.length === 1 && aligned.layers.length === 1;
  const { labels, match, present } = isSimple
    ? await measurePair(engine, reference, aligned, plan, helpers)
    : await measureLayers(engine, reference, aligned, plan, helpers);
  const { found, warnings } = match;
  return { labels, found, present, warnings };
}

function requestOf(plan: Plan, labels: MeasureRequest["labels"]): MeasureRequest {
  const { convention, dataset, needs } = plan;
  return {
    labels,
    needs: needs.needs,
    boundary: convention.boundary,
    percentileMethod: convention.percentile,
    toleranceSlack: convention.toleranceSlack,
    tolerancesMm: needs.tolerancesMm,
    percentiles: needs.percentiles,
    bandDepthsVoxels: needs.bandDepthsVoxels,
    ...(dataset?.ignoreLabel !== undefined && { ignoreLabel: dataset.ignoreLabel }),
  };
}

function match(reference: Mask, prediction: Mask, found: FoundIds, plan: Plan): LabelMatch {
  const side = (mask: Mask, ids: readonly number[]) => {
    const names = labelNamesOf(mask);
    return { ids, byName: mask.byName, source: mask.source, ...(names && { names }) };
  };
  return matchLabels({
    reference: side(reference, found.reference),
    prediction: side(prediction, found.prediction),
    ...(plan.asked && { asked: plan.asked }),
    ...(plan.dataset && { dataset: plan.dataset }),
  });
}

async function measurePair(
  engine: Engine,
  reference: Mask,
  prediction: Mask,
  plan: Plan,
  helpers: readonly DistanceHelper[],
) {
  let chosen!: LabelMatch;
  let present: number[] = [];
  const labels = await engine.measureWith(
    helpers,
    { reference: reference.layers[0], prediction: prediction.layers[0] },
    requestOf(plan, (found) => {
      present = [...found.reference, ...found.prediction];
      chosen = match(reference, prediction, found, plan);
      return chosen.labels;
    }),
  );
  return { labels, match: chosen, present };
}

/** Classes that overlap lie in several layers: each structure is measured in the layers that hold it. */
async function measureLayers(
  engine: Engine,
  reference: Mask,
  prediction: Mask,
  plan: Plan,
  helpers: readonly DistanceHelper[],
) {
  const referenceIds = idsByLayer(engine, reference);
  const predictionIds = idsByLayer(engine, prediction);
  const chosen = match(
    reference,
    prediction,
    { reference: referenceIds.flat(), prediction: predictionIds.flat() },
    plan,
  );
  const layerOf = (ids: readonly number[], layers: readonly number[][]) =>
    Math.max(
      0,
      layers.findIndex((layer) => ids.some((id) => layer.includes(id))),
    );
  const groups = new Map<string, { reference: number; prediction: number; specs: LabelSpec[] }>();
  for (const spec of chosen.labels) {
    const r = layerOf(spec.referenceIds, referenceIds);
    const p = layerOf(spec.predictionIds, predictionIds);
    const group = groups.get(`${r}/${p}`) ?? { reference: r, prediction: p, specs: [] };
    group.specs.push(spec);
    groups.set(`${r}/${p}`, group);
  }
  const measured: LabelMeasurement[] = [];
  for (const group of groups.values()) {
    const layers = {
      reference: reference.layers[group.reference],
      prediction: prediction.layers[group.prediction],
    };
    measured.push(...(await engine.measureWith(helpers, layers, requestOf(plan, group.specs))));
  }
  const order = new Map(chosen.labels.map((spec, position) => [spec, position]));
  measured.sort((a, b) => order.get(a.spec)! - order.get(b.spec)!);
  return { labels: measured, match: chosen, present: [...referenceIds.flat(), ...predictionIds.flat()] };
}

function idsByLayer(engine: Engine, mask: Mask): number[][] {
  return mask.layers.map((layer) => {
    let ids: readonly number[] = [];
    engine.measure(
      { reference: layer, prediction: layer },
      {
        labels: (found) => {
          ids = found.reference;
          return [];
        },
        needs: new Set(),
        boundary: "surfel",
        percentileMethod: "inverse-ecdf",
        toleranceSlack: 0,
        tolerancesMm: [],
        percentiles: [],
        bandDepthsVoxels: [],
      },
    );
    return [...ids];
  });
}

import type { MeasureOptions } from "@pgt/core";
import {
  type Boundary,
  boundaries,
  type MetricExplanation,
  type PercentileMethod,
  percentileMethods,
  presets,
  registry,
} from "@pgt/metrics";
import type { Library } from "../../context.ts";
import { examplePrediction, exampleReference } from "./example-masks.ts";

/** A metric under one choice of settings, on the example masks. */
export interface Variant {
  /** The preset; null for settings that no preset has. */
  readonly convention: string | null;
  readonly boundary: Boundary;
  readonly percentile: PercentileMethod;
  readonly value: number | null;
}

type Settings = Pick<Variant, "boundary" | "percentile">;

/** Computes a metric under every preset, and under the boundaries and percentiles that no preset has. */
export async function variantsOf(
  library: Library,
  explanation: MetricExplanation,
  key: string,
): Promise<Variant[]> {
  const valueWith = async (options: MeasureOptions) => {
    const example = { reference: exampleReference, prediction: examplePrediction };
    const { rows } = await library.compare(example, { metrics: [key], ...options });
    return rows[0]?.value ?? null;
  };
  const variants: Variant[] = [];
  for (const { convention } of Object.values(presets)) {
    const { id, boundary, percentile } = convention;
    if (!explanation.conventions.some((entry) => entry.convention === id && entry.toolName !== null))
      continue;
    variants.push({
      convention: id,
      boundary,
      percentile,
      value: await valueWith({ convention: id as "pgt" }),
    });
  }
  for (const settings of otherSettings(explanation, variants)) {
    variants.push({ convention: null, ...settings, value: await valueWith(settings) });
  }
  return variants;
}

function otherSettings(explanation: MetricExplanation, known: readonly Settings[]): Settings[] {
  if (!dependsOnBoundary(explanation)) return [];
  const byPercentile = dependsOnPercentile(explanation);
  const methods = byPercentile ? percentileMethods : percentileMethods.slice(0, 1);
  const all = boundaries.flatMap((boundary) => methods.map((percentile) => ({ boundary, percentile })));
  const isKnown = (one: Settings) =>
    known.some(
      (other) => other.boundary === one.boundary && (!byPercentile || other.percentile === one.percentile),
    );
  return all.filter((one) => !isKnown(one));
}

export function dependsOnBoundary({ id }: Pick<MetricExplanation, "id">): boolean {
  return registry.some((definition) => definition.id === id && definition.needs === "surface");
}

/** 100 is the largest distance, whatever the method. */
export function dependsOnPercentile(
  explanation: Pick<MetricExplanation, "parameter" | "parameterValue">,
): boolean {
  return explanation.parameter?.name === "percentile" && explanation.parameterValue !== 100;
}

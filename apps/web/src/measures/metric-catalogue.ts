import {
  conventionIds,
  defaultMetrics,
  explainMetric,
  type MetricExplanation,
  presets,
  registry,
  UsageError,
} from "@pgt/browser";

/** Metrics and conventions of the registry, described in words. */
export interface MetricCatalogue {
  readonly metrics: readonly MetricExplanation[];
  readonly defaults: readonly MetricExplanation[];
  readonly conventions: readonly ConventionInWords[];
}

export interface ConventionInWords {
  readonly id: string;
  /** The tool and its release. */
  readonly tool: string;
  readonly description: string;
  readonly boundary: string;
  readonly percentile: string;
  readonly empties: string;
}

/** Gives the reason why a metric such as `hd@95` does not exist or cannot have its parameter; null if it can be measured. */
export function metricFault(text: string): string | null {
  try {
    explainMetric(text);
    return null;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

export const metricCatalogue: MetricCatalogue = {
  metrics: registry.map(({ id }) => explainMetric(id)),
  defaults: defaultMetrics.map((text) => explainMetric(text)),
  conventions: conventionIds.map((id) => {
    const { convention, tool, version, description } = presets[id];
    const { boundary, percentile, empties } = convention;
    return { id, tool: `${tool}, ${version}`, description, boundary, percentile, empties };
  }),
};

import type { ConventionId, EmptiesPolicy } from "./convention.ts";
import { emptiesOf } from "./empties.ts";
import type { EmptyValue, MetricDefinition, MetricParameter } from "./metric.ts";
import { parseMetric, splitMetric } from "./parse-metric.ts";
import { presets } from "./presets.ts";
import { conventionIds } from "./resolve-convention.ts";

/** Values for empty masks in words: a number, `undefined`, `by the formula`, `infinity`, `NaN`, `raises an error`. */
export interface ExplainedEmpties {
  readonly both: string;
  readonly reference: string;
  readonly prediction: string;
}

export interface ExplainedConvention extends ExplainedEmpties {
  readonly convention: ConventionId;
  readonly tool: string;
  readonly version: string;
  readonly source: string;
  /** The tool's name for the metric; null if it has none, and the empty values are then those of `mr`. */
  readonly toolName: string | null;
  readonly boundary: string;
  readonly percentile: string;
  readonly toleranceSlack: number;
}

/** All that the registry says of a metric, for `pgt explain` and the documentation; no layout. */
export interface MetricExplanation {
  /** Key as it is to be written: `hd95`, `jaccard`; the bare id where a parameter is missing: `nsd`. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly family: MetricDefinition["family"];
  readonly definition: string;
  readonly formula: string;
  readonly unit: string;
  /** `0 to 1`, `0 and above`, `any number`. */
  readonly range: string;
  readonly direction: MetricDefinition["direction"];
  readonly symmetric: boolean;
  /** Value for identical masks; null if it depends on the mask. */
  readonly identical: number | null;
  readonly parameter: MetricParameter | null;
  /** Value of the parameter in the text that was explained, or its default. */
  readonly parameterValue: number | null;
  readonly empties: readonly ({ readonly policy: EmptiesPolicy } & ExplainedEmpties)[];
  readonly emptiesReason: string;
  readonly citation: string;
  readonly agreesWith: string;
  readonly differences: readonly string[];
  readonly conventions: readonly ExplainedConvention[];
}

/**
 * Explains `dice`, `hd95`, `iou`, and `nsd` too, though it could not be measured without a tolerance.
 *
 * @throws UsageError if the metric is unknown or its parameter out of range.
 */
export function explainMetric(text: string): MetricExplanation {
  const { definition, given } = splitMetric(text);
  const complete = given !== null || !definition.parameter || definition.parameter.default !== undefined;
  const { key, parameter } = complete ? parseMetric(text) : { key: definition.id, parameter: Number.NaN };
  const { id, name, aliases, family, formula, unit, direction, symmetric, identical } = definition;
  const { emptiesReason, citation, agreesWith, differences } = definition;
  return {
    key,
    id,
    name,
    aliases,
    family,
    definition: definition.definition,
    formula,
    unit,
    range: describeRange(definition.range),
    direction,
    symmetric,
    identical,
    parameter: definition.parameter ?? null,
    parameterValue: Number.isNaN(parameter) ? null : parameter,
    empties: (["mr", "strict", "challenge"] as const).map((policy) => ({
      policy,
      ...explainEmpties(definition, policy, parameter),
    })),
    emptiesReason,
    citation,
    agreesWith,
    differences,
    conventions: conventionIds.map((convention) => explainConvention(definition, convention, parameter)),
  };
}

function explainConvention(
  definition: MetricDefinition,
  id: ConventionId,
  parameter: number,
): ExplainedConvention {
  const { convention, tool, version, source } = presets[id];
  return {
    convention: id,
    tool,
    version,
    source,
    toolName: id === "pgt" ? definition.id : (definition.toolNames[id] ?? null),
    boundary: convention.boundary,
    percentile: convention.percentile,
    toleranceSlack: convention.toleranceSlack,
    ...explainEmpties(definition, convention.empties, parameter),
  };
}

function explainEmpties(
  definition: MetricDefinition,
  policy: EmptiesPolicy,
  parameter: number,
): ExplainedEmpties {
  const { both, reference, prediction } = emptiesOf(definition, policy, parameter);
  return {
    both: describeEmpty(both),
    reference: describeEmpty(reference),
    prediction: describeEmpty(prediction),
  };
}

function describeEmpty(value: EmptyValue): string {
  if (value === null) return "undefined";
  if (value === "formula") return "by the formula";
  if (typeof value === "number") return String(value);
  return { Infinity: "infinity", NaN: "NaN", error: "raises an error" }[value.toolValue];
}

function describeRange([low, high]: readonly [number, number]): string {
  if (high !== Infinity) return `${low} to ${high}`;
  return low === -Infinity ? "any number" : `${low} and above`;
}

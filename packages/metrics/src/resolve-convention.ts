import type { Boundary, Convention, ConventionId, EmptiesPolicy, PercentileMethod } from "./convention.ts";
import { UsageError } from "./errors.ts";
import { presets } from "./presets.ts";
import { didYouMean } from "./suggest.ts";

/** The values of each setting, in the order in which help lists them. */
export const boundaries: readonly Boundary[] = ["surfel", "border6", "border18", "border26"];
export const percentileMethods: readonly PercentileMethod[] = ["inverse-ecdf", "linear", "pooled-linear"];
export const conventionIds = Object.keys(presets) as readonly ConventionId[];
export const emptiesPolicies: readonly EmptiesPolicy[] = [
  "mr",
  "strict",
  "challenge",
  ...conventionIds.filter((id) => id !== "pgt"),
];

export interface ConventionChoice {
  readonly convention?: ConventionId;
  readonly boundary?: Boundary;
  readonly percentile?: PercentileMethod;
  readonly empties?: EmptiesPolicy;
}

/**
 * The convention in force: a preset (`pgt` if none is named), each of the other three replacing one of its
 * settings. Its id is `custom` as soon as a setting differs from the preset; the slack stays the preset's.
 *
 * @throws UsageError for a value that does not exist.
 */
export function resolveConvention(choice: ConventionChoice = {}): Convention {
  const preset = presets[oneOf("convention", choice.convention ?? "pgt", conventionIds)].convention;
  const boundary = oneOf("boundary", choice.boundary ?? preset.boundary, boundaries);
  const percentile = oneOf("percentile", choice.percentile ?? preset.percentile, percentileMethods);
  const empties = oneOf("empties", choice.empties ?? preset.empties, emptiesPolicies);
  const unchanged =
    boundary === preset.boundary && percentile === preset.percentile && empties === preset.empties;
  return unchanged ? preset : { ...preset, id: "custom", boundary, percentile, empties };
}

function oneOf<Value extends string>(setting: string, value: Value, values: readonly Value[]): Value {
  if (values.includes(value)) return value;
  const hint = didYouMean(value, values);
  throw new UsageError(
    "E_CONVENTION",
    `${setting}: "${value}" does not exist.${hint} Choose one of ${values.join(", ")}.`,
  );
}

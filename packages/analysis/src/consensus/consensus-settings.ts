import { UsageError } from "@pgt/metrics";
import { type MethodChoice, parseMethod, tieRules } from "@pgt/stats";
import { defaultRegion, regionMmOf } from "../region.ts";
import { type ConsensusOptions, type ConsensusSettings, groupWeights } from "./consensus-types.ts";

export const defaultMethod = "majority";

/** What is asked for, checked. */
export interface ConsensusRequest {
  readonly methods: readonly MethodChoice[];
  /** Distance of the region from what anybody marked; null for the whole image. */
  readonly regionMm: number | null;
  readonly settings: ConsensusSettings;
}

/** @throws UsageError for a setting that there is not, or a group of raters that there are not. */
export function consensusRequest(options: ConsensusOptions, raters: readonly string[]): ConsensusRequest {
  const { methods = [defaultMethod], tie = "sdf", region = defaultRegion, groups = {} } = options;
  const { groupWeight = "sqrt", staplePrior = null, labels } = options;
  const choices = [...new Set(methods)].map(parseMethod);
  if (choices.length === 0)
    throw new UsageError("E_METHOD", "methods: at least one was expected, none found");
  oneOf("tie", tie, tieRules);
  oneOf("groupWeight", groupWeight, groupWeights);
  if (staplePrior !== null && !(staplePrior > 0 && staplePrior < 1)) {
    throw new UsageError("E_OPTION", `staplePrior: expected a share between 0 and 1, found ${staplePrior}`);
  }
  checkGroups(groups, raters);
  return {
    methods: choices,
    regionMm: regionMmOf(region),
    settings: {
      methods: choices.map(({ text }) => text),
      tie,
      region,
      staplePrior,
      groups,
      groupWeight,
      labels: Array.isArray(labels) ? (labels as readonly number[]) : null,
      undecided: null,
    },
  };
}

function oneOf(option: string, value: string, all: readonly string[]): void {
  if (all.includes(value)) return;
  throw new UsageError("E_OPTION", `${option}: expected one of ${all.join(", ")}, found ${value}`);
}

function checkGroups(groups: ConsensusSettings["groups"], raters: readonly string[]): void {
  const members = Object.entries(groups).flatMap(([name, ids]) => ids.map((id) => ({ name, id })));
  for (const { name, id } of members) {
    if (!raters.includes(id)) {
      const known = raters.join(", ");
      throw new UsageError("E_GROUPS", `group ${name}: expected raters of the study (${known}), found ${id}`);
    }
    if (members.filter((other) => other.id === id).length > 1) {
      throw new UsageError("E_GROUPS", `groups: ${id} stands in two of them; a rater can be in one`);
    }
  }
}

/** Weight of each rater, of those who have the case. */
export function weightsOf({ groups, groupWeight }: ConsensusSettings, raters: readonly string[]): number[] {
  return raters.map((rater) => {
    const group = Object.values(groups).find((ids) => ids.includes(rater));
    const size = group ? group.filter((id) => raters.includes(id)).length : 1;
    return groupWeight === "one" ? 1 / size : 1 / Math.sqrt(size);
  });
}

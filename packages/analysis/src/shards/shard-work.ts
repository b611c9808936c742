import { type InputHash, type Plan, pairsByCase, type RunKey } from "@pgt/runner";
import type { PlannedPair } from "@pgt/study";
import { preparedComparison } from "../compare/compare.ts";
import { loadStudy } from "../interval/interval.ts";
import { preparedStudy } from "../interval/run-study.ts";
import { preparedQuality } from "../quality/quality.ts";
import type { ShardRequest } from "./shard-types.ts";

/** What is to be compared in a part of a run: all of it, or one data set of several. */
export interface PartWork {
  readonly folder: string | null;
  readonly plan: Plan;
  readonly key: RunKey;
  readonly pairs: readonly PlannedPair[];
  /** The pairs of each case, in the order of the run. */
  readonly groups: ReadonlyMap<string, readonly PlannedPair[]>;
  readonly inputs: readonly InputHash[];
}

/** Finds the comparisons of a run; masks are not read. @throws as the function of the request. */
export async function partsOf(request: ShardRequest): Promise<PartWork[]> {
  return (await loadedParts(request)).map((part) => ({ ...part, groups: pairsByCase(part.pairs) }));
}

async function loadedParts(request: ShardRequest): Promise<Omit<PartWork, "groups">[]> {
  if (request.command === "compare") {
    const { reference, prediction, options } = request;
    return [{ folder: null, ...(await preparedComparison(reference, prediction, options)) }];
  }
  if (request.command === "interval") {
    const study = await loadStudy(request.study, request.options);
    return [{ folder: null, inputs: study.inputs, ...preparedStudy(study, request.options) }];
  }
  const { matched } = await preparedQuality(request.study, request.options);
  return matched.map(({ study, matched: { pairs }, folder = null, key }) => ({
    ...{ folder, key, pairs, plan: study.plan, inputs: study.inputs },
  }));
}

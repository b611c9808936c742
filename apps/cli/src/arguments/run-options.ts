import type { WorkPlan } from "@pgt/core";
import type { Context } from "../context.ts";
import type { CommandRunOptions } from "../door-types.ts";
import type { OptionValues } from "./options.ts";

/** The options of the library, from those of the command: only what was given. */
export function runOptions(options: OptionValues, context?: Context): CommandRunOptions {
  const { labels, metrics, convention, boundary, percentile, empties, layout, jobs } = options;
  const given = {
    labels,
    metrics,
    convention,
    boundary,
    percentile,
    empties,
    layout,
    jobs,
    worstCase: options["worst-case"],
    maxMemoryBytes: options["max-memory"],
    onPlan: options.verbose && context ? (plan: WorkPlan) => context.note(describePlan(plan)) : undefined,
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as CommandRunOptions;
}

function describePlan(plan: WorkPlan): string {
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
  const { threadsPerCase } = plan;
  const parts =
    threadsPerCase > 1 ? `, ${threadsPerCase} on each case, which share its masks and labels` : "";
  return [
    `plan: ${plan.comparisons} comparisons in ${plan.cases} cases; ${plan.workers} workers${parts};`,
    `up to ${megabytes(plan.caseBytes)} a case, ${megabytes(plan.plannedBytes)} in all`,
    `(limit ${megabytes(plan.maxMemoryBytes)})`,
  ].join(" ");
}

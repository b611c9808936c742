import type { FolderLayout, MeasureOptions, RunOptions, WorkPlan } from "@pgt/core";
import type { Context } from "../context.ts";
import type { OptionValues } from "./option-spec.ts";
import type { labels, layout, measuring, resources, verbose } from "./shared-options.ts";

type RunSpecs = typeof measuring &
  typeof resources & {
    readonly labels: typeof labels;
    readonly layout: typeof layout;
    readonly verbose: typeof verbose;
  };

/** Options of the library for a run over masks, and the layout of its folders. */
export type CommandRunOptions = RunOptions & { readonly layout?: FolderLayout };

/** The options of the library, from those of the command: only what was given. */
export function runOptions(options: OptionValues<RunSpecs>, context?: Context): CommandRunOptions {
  return { ...measureOptions(options), ...machineOptions(options, context) };
}

/** Those that values depend on. */
export function measureOptions(
  options: OptionValues<Pick<RunSpecs, keyof typeof measuring | "labels" | "layout">>,
): MeasureOptions & Pick<CommandRunOptions, "layout"> {
  const { labels, metrics, convention, boundary, percentile, empties, layout } = options;
  const worstCase = options["worst-case"];
  return givenOf({ labels, metrics, convention, boundary, percentile, empties, layout, worstCase });
}

/** Those that say what a machine may give, and what it is told. */
export function machineOptions(
  { jobs, "max-memory": maxMemoryBytes, verbose }: OptionValues<typeof resources & Pick<RunSpecs, "verbose">>,
  context?: Context,
): Pick<RunOptions, "jobs" | "maxMemoryBytes" | "onPlan"> {
  return givenOf({ jobs, maxMemoryBytes, onPlan: context && onPlan(context, verbose === true) });
}

function givenOf<Given extends object>(options: Given): { [K in keyof Given]?: NonNullable<Given[K]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

function onPlan({ note, endAtOnce }: Context, isVerbose: boolean): (plan: WorkPlan) => void {
  return (plan) => {
    if (isVerbose) note(describePlan(plan));
    if (plan.cases === 1) endAtOnce();
  };
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

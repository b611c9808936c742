import type { TableCheckSettings, WorthOptions } from "@pgt/core";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { WorthValues } from "./worth-options.ts";

/** Options that `--check`, which computes nothing else, has no use for. */
const notForChecks: readonly (keyof WorthValues)[] = [
  ...(["baseline", "reference-version", "leave-out", "gap", "relevant-gap", "minutes-per-mask"] as const),
  ...(["masks", "rate", "review-share", "review-minutes", "base-interval", "scale", "out"] as const),
];

export function worthRequest(options: WorthValues): WorthOptions {
  const given: { readonly [K in keyof WorthOptions]: WorthOptions[K] | undefined } = {
    ...checkOptions(options),
    baseline: options.baseline,
    referenceVersion: options["reference-version"],
    leaveOut: options["leave-out"],
    gapPoints: options.gap,
    relevantGainPoints: options["relevant-gap"],
    minutesPerMask: options["minutes-per-mask"],
    masks: options.masks,
    rate: options.rate,
    reviewShare: options["review-share"],
    reviewMinutes: options["review-minutes"],
    baseBounds: options["base-interval"],
    scale: options.scale,
    seed: options.seed,
    out: options.out,
    fresh: options.fresh,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export function checkOptions(options: WorthValues): TableCheckSettings {
  return {
    ...(options["quality-task"] !== undefined && { qualityTask: options["quality-task"] }),
    ...(options.rising && { order: options.rising }),
  };
}

export function refuseWithCheck(options: WorthValues): void {
  const stray = notForChecks.find((name) => options[name] !== undefined);
  if (stray === undefined) return;
  throw new CommandUsageError(
    `--${stray} has nothing to do with --check, which only looks for faults in tables`,
  );
}

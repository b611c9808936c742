import type { CommandRunOptions } from "./door-types.ts";
import type { OptionValues } from "./options.ts";

/** The options of the library, from those of the command: only what was given. */
export function runOptions(options: OptionValues): CommandRunOptions {
  const { labels, metrics, convention, boundary, percentile, empties, layout, jobs } = options;
  const worstCase = options["worst-case"];
  const given = { labels, metrics, convention, boundary, percentile, empties, layout, jobs, worstCase };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as CommandRunOptions;
}

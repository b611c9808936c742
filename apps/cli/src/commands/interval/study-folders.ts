import type { StudyFolders } from "@pgt/core";
import { suggest } from "@pgt/metrics";
import { eachOnce } from "../../arguments/each-once.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { IntervalValues } from "./interval-options.ts";

/** The study that --rater, --repeat and --model describe. Throws if no agreement can be computed from it. */
export function studyFolders(options: IntervalValues): StudyFolders {
  const raters = eachOnce("--rater", options.rater);
  const repeats = eachOnce("--repeat", options.repeat);
  const models = eachOnce("--model", options.model);
  const ids = Object.keys(raters);
  for (const id of Object.keys(repeats)) {
    if (Object.hasOwn(raters, id)) continue;
    const [meant] = suggest(id, ids);
    throw new CommandUsageError(
      `--repeat ${id}: there is no rater of that id; a repeat is the second session of a rater`,
      meant ? `--repeat ${meant}=${repeats[id]}` : `--rater ${id}=DIR for the first session`,
    );
  }
  for (const id of Object.keys(models)) {
    if (Object.hasOwn(raters, id))
      throw new CommandUsageError(`--model ${id}: a rater has that id; give the model another`);
  }
  if (ids.length < 2 && Object.keys(repeats).length === 0) {
    throw new CommandUsageError(
      `an interval needs two raters, or one rater and a repeat; there ${ids.length === 1 ? "is 1 rater" : "are no raters"}`,
      "pgt interval --rater anna=DIR --rater ben=DIR",
    );
  }
  const { map, names } = options;
  return {
    ...{ raters, repeats, models },
    ...(map && { maps: eachOnce("--map", map) }),
    ...(names && { names: eachOnce("--names", names) }),
  };
}

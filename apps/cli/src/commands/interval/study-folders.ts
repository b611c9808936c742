import type { StudyFolders } from "@pgt/core";
import { suggest } from "@pgt/metrics";
import type { EntityFolder } from "../../arguments/readers.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { IntervalValues } from "./interval-options.ts";

/** The study that --rater, --repeat and --model describe. Throws if no agreement can be computed from it. */
export function studyFolders(options: IntervalValues): StudyFolders {
  const raters = folders("--rater", options.rater);
  const repeats = folders("--repeat", options.repeat);
  const models = folders("--model", options.model);
  const ids = Object.keys(raters);
  for (const id of Object.keys(repeats)) {
    if (id in raters) continue;
    const [meant] = suggest(id, ids);
    throw new CommandUsageError(
      `--repeat ${id}: there is no rater of that id; a repeat is the second session of a rater`,
      meant ? `--repeat ${meant}=${repeats[id]}` : `--rater ${id}=DIR for the first session`,
    );
  }
  for (const id of Object.keys(models)) {
    if (id in raters)
      throw new CommandUsageError(`--model ${id}: a rater has that id; give the model another`);
  }
  if (ids.length < 2 && Object.keys(repeats).length === 0) {
    throw new CommandUsageError(
      `an interval needs two raters, or one rater and a repeat; there ${ids.length === 1 ? "is 1 rater" : "are no raters"}`,
      "pgt interval --rater anna=DIR --rater ben=DIR",
    );
  }
  return { raters, repeats, models };
}

function folders(option: string, given: readonly EntityFolder[] | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  for (const { id, folder } of given ?? []) {
    if (Object.hasOwn(result, id)) throw new CommandUsageError(`${option} ${id} is given twice`);
    result[id] = folder;
  }
  return result;
}

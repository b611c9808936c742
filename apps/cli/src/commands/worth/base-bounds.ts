import type { WorthOptions } from "@pgt/core";
import type { Reader } from "../../arguments/readers.ts";
import { CommandUsageError } from "../../arguments/usage.ts";

export type BaseBoundsOption = NonNullable<WorthOptions["baseBounds"]>;

/** `METRIC=INTER:INTRA,METRIC=INTER`, as fractions; or the folder of a run. */
export const readBaseIntervals: Reader<BaseBoundsOption> = (text, option) => {
  if (!text.includes("=") && !/^[\d.:]+$/.test(text)) return text;
  return text.split(",").map((part) => {
    const [, metric, inter, intra] = /^\s*([^=]+)=([\d.]+)(?::([\d.]+))?\s*$/.exec(part) ?? [];
    const bounds = [inter, intra].map((end) => (end === undefined ? null : Number(end)));
    const [low, high] = bounds;
    if (metric !== undefined && low !== null && bounds.every((end) => end === null || Number.isFinite(end))) {
      return { metric: metric.trim(), inter: low, intra: high };
    }
    throw new CommandUsageError(
      `${option}: expected METRIC=INTER:INTRA such as 'dice=0.91:0.95', found '${part}'`,
    );
  });
};

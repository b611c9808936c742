import type { ConsensusStudy } from "@pgt/core";
import { eachOnce } from "./each-once.ts";
import type { readEntityFolder } from "./readers.ts";
import { CommandUsageError } from "./usage.ts";

/**
 * Raters of a command that takes a manifest or `--rater`.
 *
 * @param made what is made of them, for messages: `a consensus`.
 */
export function raterStudy(
  given: string | undefined,
  rater: readonly ReturnType<typeof readEntityFolder>[] | undefined,
  command: string,
  made: string,
): ConsensusStudy | string {
  if (given !== undefined && rater === undefined) return given;
  if (given !== undefined) {
    throw new CommandUsageError(
      `--rater and the study ${given}: expected one or the other`,
      `pgt ${command} ${given}`,
    );
  }
  const raters = eachOnce("--rater", rater);
  const found = Object.keys(raters).length;
  if (found > 1) return { raters };
  throw new CommandUsageError(
    `${made} needs two raters; there ${found === 1 ? "is 1 rater" : "are no raters"}`,
    `pgt ${command} --rater anna=DIR --rater ben=DIR`,
  );
}

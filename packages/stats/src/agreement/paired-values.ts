import { UsageError } from "@pgt/metrics";

/** @throws UsageError for two lists of different lengths, or a value that is not finite. */
export function checkPairs(first: readonly number[], second: readonly number[]): void {
  const fault = (text: string) => new UsageError("E_PAIRS", `first and second: ${text}`);
  if (first.length !== second.length) {
    throw fault(`lists of the same length were expected, ${first.length} and ${second.length} values found`);
  }
  const bad = [...first, ...second].find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw fault(`finite numbers were expected, ${bad} found; leave such pairs out`);
}

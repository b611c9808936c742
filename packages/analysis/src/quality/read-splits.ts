import { parseSplitsFinal } from "@pgt/io";
import { ownValue } from "@pgt/metrics";
import { type InputHash, readText } from "@pgt/runner";
import type { FoldedGenerator } from "./check-folds.ts";

/**
 * The splits of a generator: those given for it, those given for all, or those that lie beside its folds. The hash of the
 * file is added to `inputs`.
 */
export async function readSplits(
  id: string,
  given: string | Readonly<Record<string, string>> | undefined,
  beside: Readonly<Record<string, string>>,
  inputs: InputHash[],
): Promise<Pick<FoldedGenerator, "splits">> {
  const own = typeof given === "string" ? given : given && ownValue(given, id);
  const file = own ?? ownValue(beside, id);
  if (file === undefined) return {};
  return { splits: { file, folds: parseSplitsFinal(await readText(file, inputs), file) } };
}

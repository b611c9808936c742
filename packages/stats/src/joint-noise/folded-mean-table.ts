import { log } from "@pgt/metrics";
import { foldedNormalMean } from "../inference/folded-normal.ts";

const steps = 200;
/** Beyond it the mean size is the mean, to 1e-9. */
const reach = 6;
const table = Float64Array.from({ length: reach * steps + 2 }, (_, i) => log(foldedNormalMean(i / steps, 1)));

/** log of the mean size of a normal of this mean and standard deviation 1: linear in a table, to 1e-5. */
export function logFoldedMean(mean: number): number {
  const size = Math.abs(mean);
  if (size >= reach) return log(size);
  const place = size * steps;
  const i = Math.floor(place);
  return table[i] + (table[i + 1] - table[i]) * (place - i);
}

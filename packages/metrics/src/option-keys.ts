import { UsageError } from "./errors.ts";
import { didYouMean } from "./suggest.ts";

/** Every name of an object of options: the compiler sees to it that none is missing or too many. */
export type OptionKeys<Options> = { readonly [Key in keyof Required<Options>]: true };

/** Options of any work that takes a while: where they tell nothing they may be given too. */
const ofAnyWork = ["onProgress", "onPlan", "signal"];

/** @throws UsageError E_OPTION for options that are no object, or that have a name which is none of `keys`. */
export function checkOptions(options: object, keys: Readonly<Record<string, true>>): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new UsageError("E_OPTION", `options: an object was expected, found ${JSON.stringify(options)}`);
  }
  const known = Object.keys(keys);
  const unknownName = Object.keys(options).find(
    (key) => !Object.hasOwn(keys, key) && !ofAnyWork.includes(key),
  );
  if (unknownName === undefined) return;
  throw new UsageError(
    "E_OPTION",
    `options: there is no option "${unknownName}".${didYouMean(unknownName, known)} The options are ${known.join(", ")}`,
  );
}

import type { OptionSpecs, OptionValues } from "./arguments/option-spec.ts";
import type { Context } from "./context.ts";

/** Runs a command and returns its exit code. */
export type Run<Values> = (
  context: Context,
  positionals: readonly string[],
  options: Values,
) => Promise<number>;

/** A command: `main` runs it, and its help and the table in README are made from this. */
export interface Command<Specs extends OptionSpecs = OptionSpecs, Values = never> {
  readonly name: string;
  /** One line, for `pgt --help`. */
  readonly summary: string;
  readonly description: string;
  /** Names of the positional arguments; the last may end in "...". */
  readonly positionals: readonly string[];
  /** Number of positional arguments that must be given. */
  readonly required: number;
  readonly options: Specs;
  readonly examples: readonly string[];
  /** Loads the function that runs it. */
  readonly load: () => Promise<Run<Values>>;
}

/** Checks a command against its options. */
export function command<Specs extends OptionSpecs>(definition: Command<Specs, OptionValues<Specs>>): Command {
  return definition;
}

/** Usage of a command: `pgt compare REFERENCE PREDICTION`; arguments that may be left out are in brackets. */
export function usageOf({ name, positionals, required }: Command): string {
  const words = positionals.map((word, at) => (at < required ? word : `[${word}]`));
  return ["pgt", name, ...words].join(" ");
}

import { type Reader, readChoice } from "./readers.ts";

export interface OptionSpec<T = unknown> {
  readonly short?: string;
  /** Spellings of other tools, accepted as they stand (`-djfile`). */
  readonly aliases?: readonly string[];
  /** Absent: the option takes no value. */
  readonly valueName?: string;
  readonly choices?: readonly string[];
  /** The value that holds when the option is not given, as text for the help. */
  readonly defaultText?: string;
  readonly help: string;
  readonly repeatable?: boolean;
  readonly read: Reader<T>;
}

/** May be given more than once. */
export type Repeated<T> = OptionSpec<T> & { readonly repeatable: true };

/** Options of a command by name, in the order of its help. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S> = S extends Repeated<infer T> ? readonly T[] : S extends OptionSpec<infer T> ? T : never;

/** Options as given; one that is absent was not given. */
export type OptionValues<S extends OptionSpecs> = { readonly [N in keyof S]?: ValueOf<S[N]> };

export const option = <T>(spec: OptionSpec<T>): OptionSpec<T> => spec;
export const repeated = <T>(spec: OptionSpec<T>): Repeated<T> => ({ ...spec, repeatable: true });
export const flag = (spec: Omit<OptionSpec<true>, "read">) => option<true>({ ...spec, read: () => true });
export const choice = <const T extends string>(
  choices: readonly T[],
  spec: Omit<OptionSpec<T>, "read" | "choices">,
) => option<T>({ ...spec, choices, read: readChoice(choices) });

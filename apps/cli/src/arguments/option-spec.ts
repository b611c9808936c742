import { type Reader, readChoice } from "./readers.ts";

export type CommandName =
  | "compare"
  | "interval"
  | "quality"
  | "rank"
  | "worth"
  | "init"
  | "report"
  | "explain"
  | "demo"
  | "simulate"
  | "derive"
  | "prompts"
  | "ui";

export interface OptionSpec<T = unknown> {
  readonly short?: string;
  /** Spellings of other tools, accepted as they stand (`-djfile`). */
  readonly aliases?: readonly string[];
  /** Absent: the option takes no value. */
  readonly valueName?: string;
  readonly choices?: readonly string[];
  /** What holds when the option is not given, as text for the help. */
  readonly defaultText?: string;
  readonly help: string;
  /** Where the option means something else for a command. */
  readonly helpOf?: { readonly [C in CommandName]?: string };
  readonly commands: readonly CommandName[];
  readonly repeatable?: boolean;
  readonly read: Reader<T>;
}

export const option = <T>(spec: OptionSpec<T>): OptionSpec<T> => spec;
export const flag = (spec: Omit<OptionSpec<true>, "read">) => option<true>({ ...spec, read: () => true });
export const choice = <const T extends string>(
  choices: readonly T[],
  spec: Omit<OptionSpec<T>, "read" | "choices">,
) => option<T>({ ...spec, choices, read: readChoice(choices) });

import { parseArgs } from "node:util";
import { suggest } from "@pgt/metrics";
import type { Command } from "../command.ts";
import type { OptionSpec, OptionValues } from "./option-spec.ts";
import type { always } from "./shared-options.ts";
import { CommandUsageError } from "./usage.ts";

/** Values of any command: `run` of the command knows their types. */
type GivenOptions = OptionValues<typeof always> & Readonly<Record<string, unknown>>;

export type Parsed =
  | { readonly kind: "version" }
  | { readonly kind: "help"; readonly command: Command | null }
  | { readonly kind: "none" }
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly positionals: readonly string[];
      readonly options: GivenOptions;
    };

/** Reads the arguments after `pgt`. Throws CommandUsageError. */
export function parse(argv: readonly string[], commands: readonly Command[]): Parsed {
  const commandOf = (word: string) => commandNamed(word, commands);
  const [first, ...rest] = argv;
  if (first === undefined) return { kind: "none" };
  if (first === "--version" || first === "-V") return { kind: "version" };
  if (first === "--help" || first === "-h") return { kind: "help", command: null };
  if (first === "help") return { kind: "help", command: rest.length === 0 ? null : commandOf(rest[0]) };
  if (first.startsWith("-")) {
    throw new CommandUsageError(`expected a command before '${first}'`, `pgt compare ${argv.join(" ")}`);
  }
  return parseCommand(commandOf(first), rest);
}

function commandNamed(word: string, commands: readonly Command[]): Command {
  const found = commands.find(({ name }) => name === word);
  if (found) return found;
  const names = commands.map(({ name }) => name);
  const [meant] = suggest(word, names);
  throw new CommandUsageError(
    `unknown command '${word}'; there are ${names.join(", ")}`,
    meant ? `pgt ${meant}` : "pgt --help",
  );
}

function parseCommand(command: Command, argv: readonly string[]): Parsed {
  const specs = new Map(Object.entries(command.options));
  const { tokens } = parseArgs({
    args: withoutAliases(argv, specs),
    options: Object.fromEntries([...specs].map(([name, spec]) => [name, parseArgsOption(spec)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const positionals: string[] = [];
  const values: Record<string, unknown> = {};
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind === "option") readOption(token, specs, values, command);
  }
  const options = values as GivenOptions;
  if (options.help) return { kind: "help", command };
  checkPositionals(command, positionals);
  checkFormat(command, options);
  return { kind: "run", command, positionals, options };
}

function parseArgsOption(spec: OptionSpec) {
  const type = spec.valueName === undefined ? ("boolean" as const) : ("string" as const);
  return { type, multiple: true, ...(spec.short === undefined ? {} : { short: spec.short }) };
}

/** Spellings of nnU-Net: `-djfile FILE`, `-np N`, and `-l 1 2 3` for `--labels 1,2,3`. */
function withoutAliases(argv: readonly string[], specs: ReadonlyMap<string, OptionSpec>): string[] {
  const names = new Map<string, string>();
  for (const [name, spec] of specs) for (const alias of spec.aliases ?? []) names.set(alias, `--${name}`);
  const result: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] === "--") return [...result, ...argv.slice(at)];
    result.push(names.get(argv[at]) ?? argv[at]);
    if (argv[at] !== "-l" || !specs.has("labels")) continue;
    const ids: string[] = [];
    while (/^\d+$/.test(argv[at + 1] ?? "")) ids.push(argv[++at]);
    if (ids.length > 0) result.push(ids.join(","));
  }
  return result;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readOption(
  token: OptionToken,
  specs: ReadonlyMap<string, OptionSpec>,
  values: Record<string, unknown>,
  command: Command,
): void {
  const spec = specs.get(token.name);
  if (!spec) throw unknownOption(token, specs, command);
  const value = spec.read(givenValue(token, spec), token.rawName);
  const before = values[token.name];
  if (spec.repeatable) values[token.name] = [...((before as unknown[] | undefined) ?? []), value];
  else if (before !== undefined && spec.valueName !== undefined) {
    throw new CommandUsageError(`${token.rawName} is given twice`);
  } else values[token.name] = value;
}

function givenValue(token: OptionToken, spec: OptionSpec): string {
  if (spec.valueName === undefined) {
    if (token.inlineValue)
      throw new CommandUsageError(`${token.rawName} takes no value, found '${token.value}'`);
    return "";
  }
  const { value, rawName } = token;
  if (value === undefined)
    throw new CommandUsageError(`${rawName} needs a value: ${rawName} ${spec.valueName}`);
  if (!token.inlineValue && value.startsWith("-") && value.length > 1) {
    throw new CommandUsageError(
      `${rawName} needs a value, and '${value}' looks like an option`,
      `${rawName}=${value} if it is meant as the value`,
    );
  }
  return value;
}

function unknownOption(
  token: OptionToken,
  specs: ReadonlyMap<string, OptionSpec>,
  command: Command,
): CommandUsageError {
  const [meant] = token.rawName.startsWith("--") ? suggest(token.name, specs.keys()) : [];
  return new CommandUsageError(
    `unknown option '${token.rawName}' of pgt ${command.name}`,
    meant ? `--${meant}` : `pgt ${command.name} --help`,
  );
}

function checkPositionals(command: Command, given: readonly string[]): void {
  const { positionals, required } = command;
  const expected = positionals.length === 0 ? "no arguments besides options" : positionals.join(" ");
  const isOpen = positionals.at(-1)?.endsWith("...") === true;
  if (given.length > positionals.length && !isOpen) {
    const extra = given[positionals.length];
    throw new CommandUsageError(
      `pgt ${command.name} takes ${expected}; '${extra}' is one too many`,
      `pgt ${command.name} --help`,
    );
  }
  if (given.length < required) {
    const missing = positionals.slice(given.length).join(", ");
    throw new CommandUsageError(
      `pgt ${command.name} needs ${expected}; missing: ${missing}`,
      `pgt ${command.name} --help`,
    );
  }
}

function checkFormat({ name, options }: Command, { format }: GivenOptions): void {
  const formats = options.format?.choices ?? [];
  if (typeof format === "string" && !formats.includes(format)) {
    throw new CommandUsageError(`--format: pgt ${name} prints ${formats.join(" or ")}, not '${format}'`);
  }
}

import { parseArgs } from "node:util";
import { suggest } from "@pgt/metrics";
import { commandNames, commandTable, isCommand } from "./command-table.ts";
import type { CommandName, OptionSpec } from "./option-spec.ts";
import { type OptionValues, optionsOf } from "./options.ts";
import { CommandUsageError } from "./usage.ts";

export type Parsed =
  | { readonly kind: "version" }
  | { readonly kind: "help"; readonly command: CommandName | null }
  | { readonly kind: "none" }
  | {
      readonly kind: "run";
      readonly command: CommandName;
      readonly positionals: readonly string[];
      readonly options: OptionValues;
    };

/** Reads the arguments after `pgt`. Throws CommandUsageError. */
export function parse(argv: readonly string[]): Parsed {
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

function commandOf(word: string): CommandName {
  if (isCommand(word)) return word;
  const [meant] = suggest(word, commandNames);
  throw new CommandUsageError(
    `unknown command '${word}'; there are ${commandNames.join(", ")}`,
    meant ? `pgt ${meant}` : "pgt --help",
  );
}

function parseCommand(command: CommandName, argv: readonly string[]): Parsed {
  const specs = new Map<string, OptionSpec>(optionsOf(command));
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
  const options = values as OptionValues;
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
  command: CommandName,
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
  command: CommandName,
): CommandUsageError {
  const [meant] = token.rawName.startsWith("--") ? suggest(token.name, specs.keys()) : [];
  return new CommandUsageError(
    `unknown option '${token.rawName}' of pgt ${command}`,
    meant ? `--${meant}` : `pgt ${command} --help`,
  );
}

function checkPositionals(command: CommandName, given: readonly string[]): void {
  const { positionals, required } = commandTable[command];
  const expected = positionals.length === 0 ? "no arguments besides options" : positionals.join(" ");
  const isOpen = positionals.at(-1)?.endsWith("...") === true;
  if (given.length > positionals.length && !isOpen) {
    const extra = given[positionals.length];
    throw new CommandUsageError(
      `pgt ${command} takes ${expected}; '${extra}' is one too many`,
      `pgt ${command} --help`,
    );
  }
  if (given.length < required) {
    const missing = positionals.slice(given.length).join(", ");
    throw new CommandUsageError(
      `pgt ${command} needs ${expected}; missing: ${missing}`,
      `pgt ${command} --help`,
    );
  }
}

function checkFormat(command: CommandName, options: OptionValues): void {
  const { formats } = commandTable[command];
  if (options.format !== undefined && !formats.includes(options.format)) {
    throw new CommandUsageError(
      `--format: pgt ${command} prints ${formats.join(" or ")}, not '${options.format}'`,
    );
  }
}

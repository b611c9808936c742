import { wrap } from "../terminal/wrap.ts";
import { commandNames, commandTable, exitCodes } from "./command-table.ts";
import type { CommandName, OptionSpec } from "./option-spec.ts";
import { type OptionName, optionsOf } from "./options.ts";

const helpWidth = 96;

/** `pgt --help`. */
export function generalHelp(version: string): string {
  const width = Math.max(...commandNames.map((name) => name.length));
  return [
    `pgt ${version}: metrics of medical image segmentations, and the Peak Ground Truth interval`,
    "",
    "usage: pgt COMMAND [options]",
    "",
    "commands",
    ...commandNames.map((name) => `  ${name.padEnd(width)}  ${commandTable[name].summary}`),
    "",
    "  pgt COMMAND --help    options and examples of a command",
    "  pgt --version         the version",
    "",
    "exit codes",
    ...exitCodes.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`),
    "",
  ].join("\n");
}

/** `pgt COMMAND --help`. */
export function commandHelp(command: CommandName): string {
  const spec = commandTable[command];
  const positionals = spec.positionals.map((name, at) => (at < spec.required ? name : `[${name}]`));
  const options = optionsOf(command).map(([name, one]) => [
    optionHead(name, one),
    optionText(command, name, one),
  ]);
  const width = Math.max(...options.map(([head]) => head.length));
  return [
    `usage: ${["pgt", command, ...positionals, "[options]"].join(" ")}`,
    "",
    ...wrap(spec.description, helpWidth),
    "",
    "options",
    ...options.flatMap(([head, text]) => besideHead(head.padEnd(width), text)),
    "",
    "examples",
    ...spec.examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}

function optionHead(name: OptionName, spec: OptionSpec): string {
  const short = spec.short ? `-${spec.short}, ` : "    ";
  const repeat = spec.repeatable ? " ..." : "";
  return `${short}--${name}${spec.valueName ? ` ${spec.valueName}` : ""}${repeat}`;
}

function optionText(command: CommandName, name: OptionName, spec: OptionSpec): string {
  const choices = name === "format" ? commandTable[command].formats : spec.choices;
  const details = [
    choices ? `one of ${choices.join(", ")}` : "",
    spec.defaultText ? `default: ${spec.defaultText}` : "",
    spec.aliases ? `also ${spec.aliases.join(", ")}` : "",
  ].filter((part) => part !== "");
  const help = spec.helpOf?.[command] ?? spec.help;
  return details.length === 0 ? help : `${help} (${details.join("; ")})`;
}

function besideHead(head: string, text: string): string[] {
  const indent = " ".repeat(head.length + 4);
  return wrap(text, helpWidth - indent.length).map((line, at) =>
    at === 0 ? `  ${head}  ${line}` : indent + line,
  );
}

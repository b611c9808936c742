import { type Command, usageOf } from "../command.ts";
import { wrap } from "../terminal/wrap.ts";
import { exitCodes } from "./exit-codes.ts";
import type { OptionSpec } from "./option-spec.ts";

const helpWidth = 96;

/** `pgt --help`. */
export function generalHelp(version: string, commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `pgt ${version}: metrics of medical image segmentations, and the Peak Ground Truth interval`,
    "",
    "usage: pgt COMMAND [options]",
    "",
    "commands",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
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
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, spec]) => [
    optionHead(name, spec),
    optionText(spec),
  ]);
  const width = Math.max(...options.map(([head]) => head.length));
  return [
    `usage: ${usageOf(command)} [options]`,
    "",
    ...wrap(command.description, helpWidth),
    "",
    "options",
    ...options.flatMap(([head, text]) => besideHead(head.padEnd(width), text)),
    "",
    "examples",
    ...command.examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}

function optionHead(name: string, spec: OptionSpec): string {
  const short = spec.short ? `-${spec.short}, ` : "    ";
  const repeat = spec.repeatable ? " ..." : "";
  return `${short}--${name}${spec.valueName ? ` ${spec.valueName}` : ""}${repeat}`;
}

function optionText({ choices, defaultText, aliases, help }: OptionSpec): string {
  const details = [
    choices ? `one of ${choices.join(", ")}` : "",
    defaultText ? `default: ${defaultText}` : "",
    aliases ? `also ${aliases.join(", ")}` : "",
  ].filter((part) => part !== "");
  return details.length === 0 ? help : `${help} (${details.join("; ")})`;
}

function besideHead(head: string, text: string): string[] {
  const indent = " ".repeat(head.length + 4);
  return wrap(text, helpWidth - indent.length).map((line, at) =>
    at === 0 ? `  ${head}  ${line}` : indent + line,
  );
}

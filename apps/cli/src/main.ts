import { isCommand } from "./arguments/command-table.ts";
import { commandHelp, generalHelp } from "./arguments/help.ts";
import type { CommandName } from "./arguments/option-spec.ts";
import { type Parsed, parse } from "./arguments/parse.ts";
import type { Command, Context } from "./context.ts";
import type { Door } from "./door-types.ts";
import { describeFault, exitCodeOf } from "./faults.ts";
import type { Write } from "./terminal/output.ts";
import { noProgressBar, progressBar } from "./terminal/progress.ts";
import { printable, type Terminal } from "./terminal/terminal.ts";

/** What the process gives: streams, environment, interruption. Tests give their own. */
export interface Surroundings {
  readonly version: string;
  readonly door: () => Promise<Door>;
  readonly out: Write;
  readonly outTerminal: Terminal;
  readonly error: (text: string) => void;
  readonly errorTerminal: Terminal;
  readonly signal: AbortSignal;
  readonly debug: boolean;
}

const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  compare: async () => (await import("./commands/compare/compare-command.ts")).compareCommand,
  interval: async () => (await import("./commands/interval/interval-command.ts")).intervalCommand,
  quality: async () => (await import("./commands/quality/quality-command.ts")).qualityCommand,
  rank: async () => (await import("./commands/rank/rank-command.ts")).rankCommand,
  worth: async () => (await import("./commands/worth/worth-command.ts")).worthCommand,
  init: async () => (await import("./commands/init/init-command.ts")).initCommand,
  report: async () => (await import("./commands/report/report-command.ts")).reportCommand,
  explain: async () => (await import("./commands/explain/explain-command.ts")).explainCommand,
  ui: async () => (await import("./commands/ui/ui-command.ts")).uiCommand,
  demo: async () => (await import("./commands/demo/demo-command.ts")).demoCommand,
  simulate: async () => (await import("./commands/simulate/simulate-command.ts")).simulateCommand,
  derive: async () => (await import("./commands/derive/derive-command.ts")).deriveCommand,
  prompts: async () => (await import("./commands/prompts/prompts-command.ts")).promptsCommand,
};

/** Runs `pgt` with these arguments and returns the exit code. Never throws. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await dispatch(parse(argv), surroundings);
  } catch (error) {
    for (const line of describeFault(error, surroundings.debug)) surroundings.error(`${line}\n`);
    return exitCodeOf(error);
  }
}

async function dispatch(parsed: Parsed, surroundings: Surroundings): Promise<number> {
  const { out, error, version } = surroundings;
  if (parsed.kind === "run") {
    const command = await commands[parsed.command]();
    return command(
      contextOf(surroundings, parsed.options.quiet === true),
      parsed.positionals,
      parsed.options,
    );
  }
  if (parsed.kind === "none") {
    error(generalHelp(version));
    return 2;
  }
  if (parsed.kind === "version") await out(`${version}\n`);
  else if (parsed.command !== null && isCommand(parsed.command)) await out(commandHelp(parsed.command));
  else await out(generalHelp(version));
  return 0;
}

function contextOf(surroundings: Surroundings, quiet: boolean): Context {
  const { error, errorTerminal } = surroundings;
  const complain = (line: string) => error(`${printable(line)}\n`);
  const animated = !quiet && errorTerminal.columns !== null;
  return {
    ...surroundings,
    complain,
    note: quiet ? () => {} : complain,
    withProgress: async (title, work) => {
      const bar = animated ? progressBar(title, errorTerminal, error) : noProgressBar;
      try {
        return await work((progress) => bar.update(progress));
      } finally {
        bar.close();
      }
    },
  };
}

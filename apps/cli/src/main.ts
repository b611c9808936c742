import { commandHelp, generalHelp } from "./arguments/help.ts";
import { type Parsed, parse } from "./arguments/parse.ts";
import { commands } from "./commands/index.ts";
import type { Context, Library } from "./context.ts";
import { describeFault, exitCodeOf } from "./faults.ts";
import type { Write } from "./terminal/output.ts";
import { noProgressBar, progressBar } from "./terminal/progress.ts";
import { printable, type Terminal } from "./terminal/terminal.ts";

/** Streams, library and interruption of the process. Tests give their own. */
export interface CliEnvironment {
  readonly version: string;
  readonly library: () => Promise<Library>;
  readonly out: Write;
  readonly outTerminal: Terminal;
  readonly error: (text: string) => void;
  readonly errorTerminal: Terminal;
  readonly signal: AbortSignal;
  /** Lets an interruption end the process at once, where nothing would be kept of what is at hand. */
  readonly endAtOnce: () => void;
  readonly debug: boolean;
}

/** Runs `pgt` with these arguments and returns the exit code. Never throws. */
export async function main(argv: readonly string[], environment: CliEnvironment): Promise<number> {
  try {
    return await dispatch(parse(argv, commands), environment);
  } catch (error) {
    for (const line of describeFault(error, environment.debug)) environment.error(`${line}\n`);
    return exitCodeOf(error);
  }
}

async function dispatch(parsed: Parsed, environment: CliEnvironment): Promise<number> {
  const { out, error, version } = environment;
  if (parsed.kind === "run") {
    const run = await parsed.command.load();
    const context = contextOf(environment, parsed.options.quiet === true);
    return run(context, parsed.positionals, parsed.options as never);
  }
  if (parsed.kind === "none") {
    error(generalHelp(version, commands));
    return 2;
  }
  if (parsed.kind === "version") await out(`${version}\n`);
  else if (parsed.command !== null) await out(commandHelp(parsed.command));
  else await out(generalHelp(version, commands));
  return 0;
}

function contextOf(environment: CliEnvironment, quiet: boolean): Context {
  const { error, errorTerminal } = environment;
  const complain = (line: string) => error(`${printable(line)}\n`);
  const animated = !quiet && errorTerminal.columns !== null;
  return {
    ...environment,
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

#!/usr/bin/env node
import { isMainThread } from "node:worker_threads";
import packageFile from "../package.json" with { type: "json" };
import { interruptedCode } from "./faults.ts";
import { main } from "./main.ts";
import { writerTo } from "./terminal/output.ts";
import { describeTerminal } from "./terminal/terminal.ts";

const { stdout, stderr, env } = process;
const interruption = new AbortController();

function interrupt(): void {
  if (interruption.signal.aborted) process.exit(interruptedCode);
  interruption.abort();
  stderr.write("\npgt: stopping after what is at hand; interrupt again to stop at once\n");
}
// A job that its cluster ends is interrupted as by hand, so that programs that it has started end too.
const endings = ["SIGINT", "SIGTERM"] as const;
for (const signal of endings) process.on(signal, interrupt);
// A closed stderr must not turn into an unhandled error: there is nobody left to tell.
stderr.on("error", () => {});

// The command is one file: its worker threads are this file too, and only serve tasks.
if (!isMainThread) (await import("@pgt/core")).serveTasks();
else
  process.exitCode = await main(process.argv.slice(2), {
    version: packageFile.version,
    library: async () => (await import("./library.ts")).library,
    out: writerTo(stdout, "standard output"),
    outTerminal: describeTerminal(stdout, env),
    error: (text) => void stderr.write(text),
    errorTerminal: animation(describeTerminal(stderr, env)),
    signal: interruption.signal,
    endAtOnce: () => {
      for (const signal of endings) process.off(signal, interrupt);
    },
    debug: env.PGT_DEBUG === "1",
  });

/** A dumb terminal gets no bar. */
function animation(terminal: ReturnType<typeof describeTerminal>) {
  return env.TERM === "dumb" ? { ...terminal, columns: null } : terminal;
}

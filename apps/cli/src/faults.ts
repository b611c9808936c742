import { CommandUsageError } from "./arguments/usage.ts";
import { printable } from "./terminal/terminal.ts";

export const interruptedCode = 130;
/** Exit code of programs that a closed pipe ends, by convention of shells. */
export const closedPipeCode = 141;

const codeOfKind: Readonly<Record<string, number>> = { usage: 2, input: 3, output: 1, internal: 1 };

/** Errors are told apart by their fields, not their class: bundles may hold a class twice. */
function kindOf(error: unknown): string | null {
  return error instanceof Error && "kind" in error && typeof error.kind === "string" ? error.kind : null;
}

export function isInterruption(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "AbortError" || ("code" in error && error.code === "ABORT_ERR"))
  );
}

/** Tells if whoever read the output has had enough, as `head` has: no fault to tell of. */
export function isClosedPipe(error: unknown): boolean {
  return kindOf(error) === "output" && (error as { code?: unknown }).code === "EPIPE";
}

export function exitCodeOf(error: unknown): number {
  if (isInterruption(error)) return interruptedCode;
  if (isClosedPipe(error)) return closedPipeCode;
  return codeOfKind[kindOf(error) ?? "internal"] ?? 1;
}

/** Message on stderr for an error: one line, a `try:` line if there is advice, a stack only when asked for. */
export function describeFault(error: unknown, debug: boolean): string[] {
  if (isInterruption(error)) return ["pgt: interrupted before there was a result"];
  if (isClosedPipe(error)) return [];
  const text = error instanceof Error ? error.message : String(error);
  const known = kindOf(error) !== null;
  const lines = [`pgt: ${oneLine(known ? text : `internal failure: ${text}`)}`];
  const advice = adviceFor(error);
  if (advice !== null) lines.push(`try: ${oneLine(advice)}`);
  if (debug && error instanceof Error) lines.push(...stackOf(error));
  return lines;
}

function adviceFor(error: unknown): string | null {
  if (error instanceof CommandUsageError) return error.advice ?? null;
  if (kindOf(error) === null) return "PGT_DEBUG=1 shows where it happened";
  return null;
}

function stackOf(error: Error): string[] {
  const stacks = [error.stack ?? ""];
  if (error.cause instanceof Error) stacks.push(`caused by ${error.cause.stack ?? error.cause.message}`);
  return stacks;
}

function oneLine(text: string): string {
  return printable(text.replace(/\s*\r?\n\s*/g, " "));
}

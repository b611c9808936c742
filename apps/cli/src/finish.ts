import type { CaseFailure } from "@pgt/core";
import { interruptedCode as interrupted, plural } from "@pgt/metrics";
import type { Context } from "./context.ts";
import { interruptedCode } from "./faults.ts";
import { printable } from "./terminal/terminal.ts";

interface Outcome {
  readonly rows: readonly unknown[];
  readonly failures: readonly CaseFailure[];
}

/** Names each failed case on stderr, and gives the exit code of a run that came to its end. */
export function finish(context: Context, { rows, failures }: Outcome): number {
  const named = failures.filter(({ code }) => code !== interrupted);
  for (const failure of named) context.complain(failureLine(failure));
  if (context.signal.aborted) {
    const left = new Set(failures.filter((one) => !named.includes(one)).map((one) => one.case)).size;
    const rest = left > 0 ? `, and rests on all but ${plural(left, "case")}` : "";
    context.complain(`pgt: interrupted; what was done until then is complete${rest}`);
    return interruptedCode;
  }
  if (failures.length === 0) return 0;
  const cases = new Set(failures.map((failure) => failure.case)).size;
  const some = rows.length > 0 ? "the others are complete" : "no case gave a value";
  context.complain(`pgt: ${plural(cases, "case")} failed; ${some}`);
  return rows.length > 0 ? 4 : 3;
}

function failureLine(failure: CaseFailure): string {
  const comparison = failure.comparison === "reference/prediction" ? "" : ` (${failure.comparison})`;
  return printable(`pgt: failed: ${failure.case}${comparison}: ${failure.message}`);
}

/** Writes pieces of text one after the other, each when the one before has left the process. */
export async function emit(context: Context, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) await context.out(piece);
}

export function asText(lines: readonly string[]): string[] {
  return [`${lines.join("\n")}\n`];
}

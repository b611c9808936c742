import type { ShardRequest } from "@pgt/core";
import { plural } from "@pgt/metrics";
import type { OptionValues } from "../../arguments/option-spec.ts";
import { machineOptions } from "../../arguments/run-options.ts";
import type { fresh, out, reporting, resources, shard, verbose } from "../../arguments/shared-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Context } from "../../context.ts";
import { interruptedCode, isInterruption } from "../../faults.ts";
import { finish } from "../../finish.ts";

type ShardSpecs = { readonly out: typeof out; readonly fresh: typeof fresh; readonly shard: typeof shard } & {
  readonly verbose: typeof verbose;
} & typeof resources &
  typeof reporting;
type ShardValues = OptionValues<ShardSpecs> & { readonly format?: unknown; readonly table?: unknown };

/** `--shard K/N` of a command: scores the cases of one shard into its folder, and prints no table. */
export async function scoreShard(
  context: Context,
  request: ShardRequest,
  options: ShardValues,
): Promise<number> {
  const { out, fresh, shard } = options;
  const { index, count } = shard!;
  if (out === undefined) {
    throw new CommandUsageError(
      "--shard needs --out, a folder of its own for each shard",
      `--shard ${index}/${count} --out shards/${index}`,
    );
  }
  const ofWhole = (["format", "report", "anonymous", "table"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (ofWhole !== undefined) {
    throw new CommandUsageError(
      `--${ofWhole} and --shard: a shard has no result of its own; give --${ofWhole} to pgt merge`,
    );
  }
  const library = await context.library();
  try {
    const { cases, failures } = await context.withProgress("comparing", (onProgress) =>
      library.scoreShard(request, {
        ...machineOptions(options, context),
        ...{ index, count, out, onProgress, signal: context.signal },
        ...(fresh && { fresh }),
      }),
    );
    context.note(
      `shard ${index} of ${count}: ${cases.scored} of its ${plural(cases.own, "case")} (of ${cases.all}) scored into ${out}`,
    );
    return finish(context, { rows: Array.from({ length: cases.scored }), failures });
  } catch (error) {
    if (!isInterruption(error)) throw error;
    context.complain(
      `pgt: interrupted; the cases done are kept in ${out}; the same command goes on from there`,
    );
    return interruptedCode;
  }
}

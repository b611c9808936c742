import { deriveDocument, jsonText } from "@pgt/analysis/documents";
import type { DeriveBase, Derived, DeriveOptions } from "@pgt/core";
import { noteText, plural } from "@pgt/metrics";
import { eachOnce } from "../../arguments/each-once.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { interruptedCode } from "../../faults.ts";
import { asText, emit } from "../../finish.ts";
import type { DeriveValues } from "./derive-options.ts";
import { deriveText } from "./derive-table.ts";

/** `pgt derive`: pseudo-label versions of a data set. */
export const deriveCommand: Run<DeriveValues> = async (context, _, options) => {
  const request = deriveRequest(options);
  const library = await context.library();
  const derived = await context.withProgress("deriving", (onProgress) =>
    library.derive({ ...request, onProgress, signal: context.signal }),
  );
  for (const note of derived.notes) context.note(`note: ${noteText(note)}`);
  await emit(
    context,
    options.format === "json"
      ? jsonText(deriveDocument(derived, context.version))
      : asText(deriveText(derived, context.outTerminal)),
  );
  return ending(context, derived);
};

function ending(context: Context, { datasets, failures }: Derived): number {
  for (const { case: id, comparison, message } of failures) {
    context.complain(`pgt: failed: ${id} (${comparison}): ${message}`);
  }
  const unwritten = datasets.filter(({ folder }) => folder === null);
  for (const { generator, dataset } of unwritten) {
    const cases = failures.filter(({ comparison }) => comparison === generator).length;
    context.complain(`pgt: ${generator}: ${plural(cases, "case")} failed; ${dataset} is not written`);
  }
  if (context.signal.aborted) return interruptedCode;
  return unwritten.length > 0 ? 4 : 0;
}

function deriveRequest(options: DeriveValues): DeriveOptions {
  const { generator, out, name, copy, fresh, seed } = options;
  if (!generator) throw missing("generator", "--generator unet=predictions");
  if (out === undefined) throw missing("out", "--out nnUNet_raw");
  const datasetId = options["dataset-id"];
  return {
    base: baseOf(options),
    generators: eachOnce("--generator", generator),
    maps: eachOnce("--map", options.map),
    names: eachOnce("--names", options.names),
    out,
    ...(datasetId !== undefined && { datasetId }),
    ...(name !== undefined && { name }),
    ...(copy && { copy }),
    ...(fresh && { fresh }),
    ...splitOf(options),
    ...(seed !== undefined && { seed }),
  };
}

function baseOf(options: DeriveValues): DeriveBase {
  const parts = ["images", "labels-dir", "dataset-json"] as const;
  const given = parts.filter((part) => options[part] !== undefined);
  if (options.base !== undefined) {
    if (given.length === 0) return { folder: options.base };
    throw new CommandUsageError(`--${given[0]} goes without --base, which holds it`);
  }
  const lacking = parts.filter((part) => options[part] === undefined);
  if (given.length === 0) throw missing("base", "--base nnUNet_raw/Dataset017_BTCV");
  if (lacking.length > 0)
    throw missing(lacking[0], `--${lacking[0]} ..., or --base DIR in place of the three`);
  return {
    images: options.images!,
    labels: options["labels-dir"]!,
    datasetJson: options["dataset-json"]!,
  };
}

function splitOf({ split, splits, seed }: DeriveValues): Pick<DeriveOptions, "split"> {
  if (splits && split !== undefined) {
    throw new CommandUsageError("--splits is a split of its own; leave out --split");
  }
  if (splits && splits.length > 1) {
    throw new CommandUsageError("--splits is given twice; every version gets the same split");
  }
  if (seed !== undefined && split === undefined) {
    throw new CommandUsageError("--seed is that of a fixed split", "--split 80/20");
  }
  if (splits) return { split: { file: splits[0] } };
  return split === undefined ? {} : { split: { trainPercent: split } };
}

function missing(name: keyof DeriveValues, advice: string): CommandUsageError {
  return new CommandUsageError(`pgt derive needs --${name}`, advice);
}

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export interface StudyOptions {
  readonly jobs: number;
  readonly replicates: number;
  readonly seed: number;
  /** Path of the document; undefined: standard output. */
  readonly out: string | undefined;
}

export function readOptions(defaults: { readonly replicates: number; readonly seed: number }): StudyOptions {
  const { values } = parseArgs({
    options: {
      jobs: { type: "string" },
      replicates: { type: "string" },
      seed: { type: "string" },
      out: { type: "string" },
    },
  });
  return {
    jobs: wholeNumber("--jobs", values.jobs, availableParallelism()),
    replicates: wholeNumber("--replicates", values.replicates, defaults.replicates),
    seed: wholeNumber("--seed", values.seed, defaults.seed),
    out: values.out,
  };
}

function wholeNumber(name: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  if (!/^\d+$/.test(text)) throw new Error(`${name}: expected a whole number, found '${text}'`);
  return Number(text);
}

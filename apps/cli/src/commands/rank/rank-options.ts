import { choice, type OptionValues, option } from "../../arguments/option-spec.ts";
import { type Reader, readInteger, readList, readText } from "../../arguments/readers.ts";
import {
  always,
  formatOf,
  fresh,
  labelIds,
  metrics,
  out,
  reporting,
  seedOf,
  tableShape,
} from "../../arguments/shared-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";

/** `worst`, or a value in units of the metric. */
const readMissing: Reader<"worst" | number> = (text, option) => {
  if (text === "worst") return text;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new CommandUsageError(`${option}: expected worst or a number, found '${text}'`);
};

/** Options of `pgt rank`, in the order of its help. */
export const rankOptions = {
  raters: option({
    valueName: "LIST",
    help: "whose masks algorithms are compared with (default: told by run.json beside it, else those in column a)",
    read: readList,
  }),
  models: option({
    valueName: "LIST",
    help: "the algorithms to be ranked; raters too, each is then ranked against the others",
    defaultText: "all that are no raters",
    read: readList,
  }),
  labels: labelIds,
  metrics,
  ...tableShape,
  method: choice(["mean-then-rank", "median-then-rank", "rank-then-mean", "test-then-rank"], {
    valueName: "NAME",
    defaultText: "mean-then-rank",
    help: "how values per case become one ranking; the others are shown beside it",
  }),
  missing: option({
    valueName: "worst|VALUE",
    defaultText: "worst",
    help: "what a missing value counts as: last in its case (in means the worst value of the metric), or this value (of one metric)",
    read: readMissing,
  }),
  better: choice(["higher", "lower"], {
    valueName: "NAME",
    help: "of a table Task,TestCase,Algorithm,MetricValue, which does not tell: which values are better",
  }),
  replicates: option({
    valueName: "N",
    defaultText: "1000",
    help: "how often the cases are resampled",
    read: readInteger(10, 1_000_000),
  }),
  challenger: option({
    valueName: "FILE",
    help: "also write the values that are ranked as challengeR's table Task,TestCase,Algorithm,MetricValue",
    read: readText,
  }),
  format: formatOf("table", "json", "csv"),
  out,
  fresh,
  ...reporting,
  seed: seedOf("seed of the resamples"),
  ...always,
};

export type RankValues = OptionValues<typeof rankOptions>;

import { choice, option } from "../../arguments/option-spec.ts";
import { readInteger, readMissing, readText } from "../../arguments/readers.ts";

/** Options of `pgt rank` alone. */
export const rankOptionTable = {
  method: choice(["mean-then-rank", "median-then-rank", "rank-then-mean", "test-then-rank"], {
    valueName: "NAME",
    defaultText: "mean-then-rank",
    help: "how values per case become one ranking; the others are shown beside it",
    commands: ["rank"],
  }),
  missing: option({
    valueName: "worst|VALUE",
    defaultText: "worst",
    help: "what a missing value counts as: last in its case (in means the worst value of the metric), or this value (of one metric)",
    commands: ["rank"],
    read: readMissing,
  }),
  better: choice(["higher", "lower"], {
    valueName: "NAME",
    help: "of a table Task,TestCase,Algorithm,MetricValue, which does not tell: which values are better",
    commands: ["rank"],
  }),
  replicates: option({
    valueName: "N",
    defaultText: "1000",
    help: "how often the cases are resampled",
    commands: ["rank"],
    read: readInteger(10, 1_000_000),
  }),
  challenger: option({
    valueName: "FILE",
    help: "also write the values that are ranked as challengeR's table Task,TestCase,Algorithm,MetricValue",
    commands: ["rank"],
    read: readText,
  }),
};

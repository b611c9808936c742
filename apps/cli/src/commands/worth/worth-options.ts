import { choice, flag, type OptionSpec, type OptionValues, option } from "../../arguments/option-spec.ts";
import { readInteger, readList, readNumber, readText } from "../../arguments/readers.ts";
import { always, formatOf, fresh, out, reporting, seedOf } from "../../arguments/shared-options.ts";
import { readBaseIntervals } from "./base-bounds.ts";

type Spec = Omit<OptionSpec, "read">;
const number = (low: number, high: number, spec: Spec) => option({ ...spec, read: readNumber(low, high) });
const text = (spec: Spec) => option({ ...spec, read: readText });
const list = (spec: Spec) => option({ ...spec, read: readList });

/** Options of `pgt worth`, in the order of its help. */
export const worthOptions = {
  "quality-task": text({
    valueName: "NAME",
    defaultText: "label quality",
    help: "the task of the table that holds the quality of the labels",
  }),
  baseline: text({
    valueName: "VERSION",
    defaultText: "one without quality whose name says so, such as 'no pretrain'",
    help: "the version that stands for doing nothing",
  }),
  "reference-version": text({
    valueName: "VERSION",
    defaultText: "one without quality named base, original or reference",
    help: "the labels that quality is measured against: results are also given with them as perfect",
  }),
  "leave-out": list({ valueName: "LIST", help: "versions that are taken out of everything" }),
  rising: list({
    valueName: "A,B,C",
    help: "versions in the order in which quality should rise, such as a model in growing sizes; where it falls is a finding",
  }),
  check: flag({
    help: "only look for faults in the tables: deviations that are the root of the mean or too large, broken orders, impossible means, duplicates, mixed scales",
  }),
  gap: number(0, 1e6, {
    valueName: "X",
    defaultText: "from the version of middle quality to the best",
    help: "improvement of quality that is asked about, in points (hundredths) for metrics from 0 to 1, else in the metric's unit",
  }),
  "relevant-gap": number(0, 1e6, {
    valueName: "EPS",
    help: "smallest downstream gain that matters, in the same unit; without it nothing is found worth it",
  }),
  "minutes-per-mask": number(0, 1e5, { valueName: "M", help: "for the cost: minutes to draw one structure" }),
  masks: option({
    valueName: "N",
    defaultText: "counted, where a table of cases tells",
    help: "for the cost: structures to be drawn, over all cases",
    read: readInteger(1),
  }),
  rate: number(0, 1e6, { valueName: "MONEY", help: "for the cost: money per hour" }),
  "review-share": number(0, 1, {
    valueName: "F",
    help: "for the cost: share of the masks that a review looks at",
  }),
  "review-minutes": number(0, 1e5, {
    valueName: "M",
    defaultText: "those of --minutes-per-mask",
    help: "for the cost: minutes per mask of the review",
  }),
  "base-interval": option({
    valueName: "RUN|METRIC=INTER:INTRA,...",
    help: "agreement of the raters of the reference labels: the run of pgt interval on them, or fractions; quality beyond it cannot be interpreted",
    read: readBaseIntervals,
  }),
  scale: choice(["percent", "fraction"], {
    valueName: "NAME",
    defaultText: "told by the values",
    help: "how the tables write metrics from 0 to 1",
  }),
  format: formatOf("table", "json", "csv"),
  out,
  fresh,
  ...reporting,
  seed: seedOf("seed of the resamples"),
  ...always,
};

export type WorthValues = OptionValues<typeof worthOptions>;

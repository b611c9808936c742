import { flag, type OptionSpec, type OptionValues, option } from "../../arguments/option-spec.ts";
import { type Reader, readInteger, readList, readNumber, readText } from "../../arguments/readers.ts";
import {
  always,
  casesOf,
  formatOf,
  labelIds,
  metrics,
  outOf,
  seedOf,
} from "../../arguments/shared-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";

const noiseOption = (spec: Omit<OptionSpec<number>, "read">, low: number, high: number) =>
  option({ ...spec, read: readNumber(low, high) });

/** `A,B`: two numbers. */
const readPair: Reader<readonly [number, number]> = (text, option) => {
  const [a, b, ...more] = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (Number.isFinite(a) && Number.isFinite(b) && more.length === 0) return [a, b];
  throw new CommandUsageError(`${option}: expected two numbers such as 2,0.5, found '${text}'`);
};

/** Options of `pgt simulate`, in the order of its help. */
export const simulateOptions = {
  raters: option({ valueName: "LIST", help: "how many raters, such as 3", read: readList }),
  labels: labelIds,
  metrics,
  format: formatOf("table", "json", "csv"),
  out: outOf("folder for a simulated study of masks"),
  from: option({
    valueName: "RUN|FILE",
    help: "run directory, score table or manifest of a study: how wide its intervals would be with other sizes; with --out, the study that noise is fitted to",
    read: readText,
  }),
  truth: option({
    valueName: "DIR",
    defaultText: "a built-in anatomy",
    help: "true or consensus masks to simulate annotators on",
    read: readText,
  }),
  images: flag({
    help: "with --out: CT-like images of the truth too, with contrast, noise, blur and a bias field",
  }),
  sigma: noiseOption(
    { valueName: "MM", defaultText: "0.5", help: "sd of the random noise of each annotation" },
    0,
    20,
  ),
  tau: noiseOption(
    { valueName: "MM", defaultText: "0.5", help: "sd between raters of their own bias" },
    0,
    20,
  ),
  mu: noiseOption(
    { valueName: "MM", defaultText: "0", help: "bias that all raters share, positive outwards (--mu=-0.5)" },
    -20,
    20,
  ),
  "constant-share": noiseOption(
    {
      valueName: "F",
      defaultText: "0.5",
      help: "share of a rater's own variance that moves the whole boundary alike",
    },
    0,
    1,
  ),
  correlation: noiseOption(
    {
      valueName: "MM",
      defaultText: "a tenth of the structure's diameter",
      help: "correlation length of the random noise",
    },
    0.1,
    1000,
  ),
  spurious: noiseOption(
    { valueName: "N", defaultText: "0", help: "false parts per annotation and structure, on average" },
    0,
    100,
  ),
  "slice-jitter": noiseOption(
    {
      valueName: "N",
      defaultText: "0",
      help: "slices by which the ends of a structure are misplaced, on average",
    },
    0,
    100,
  ),
  drop: option({
    valueName: "A,B",
    defaultText: "none is missed",
    help: "a part of volume v mm3 is missed with probability 1/(1+exp(B log v - A))",
    read: readPair,
  }),
  noise: option({
    valueName: "FILE",
    help: "JSON file of parameters for single structures, by label or name: sigmaMm, tauMm, muMm, constantShare, correlationMm, styleCorrelationMm, sliceCorrelationMm, drop, spurious, sliceJitter",
    read: readText,
  }),
  sessions: option({
    valueName: "N",
    help: "how many times every rater annotates a case",
    read: readInteger(1, 255),
  }),
  seed: seedOf("seed of the simulation"),
  cases: casesOf("how many cases"),
  ...always,
};

export type SimulateValues = OptionValues<typeof simulateOptions>;

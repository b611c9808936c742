import { UsageError } from "@pgt/metrics";

/** Value of an overlap score where both masks lack the organ. */
export type AbsentInBoth = "skip" | "1" | "0";
/** Value where the reference lacks an organ that the generator predicts. */
export type AbsentInReference = "0" | "skip";
/** Mean over cases within organs first (eq. 2, then 4), or mean over organs within cases first. */
export type AggregationOrder = "organ" | "case";

/** The choices of docs/methods/label-quality.md that are made after measuring. */
export interface QualityChoices {
  readonly absent: AbsentInBoth;
  readonly absentInReference: AbsentInReference;
  /** Divisor of standard deviations: n - ddof. */
  readonly ddof: 0 | 1;
  readonly order: AggregationOrder;
}

export const defaultQualityChoices: QualityChoices = {
  absent: "skip",
  absentInReference: "0",
  ddof: 1,
  order: "organ",
};

export const absentInBothChoices: readonly AbsentInBoth[] = ["skip", "1", "0"];
export const absentInReferenceChoices: readonly AbsentInReference[] = ["0", "skip"];
export const orderChoices: readonly AggregationOrder[] = ["organ", "case"];

/** @throws UsageError for a choice that does not exist. */
export function qualityChoices(given: Partial<QualityChoices>): QualityChoices {
  const chosen = { ...defaultQualityChoices, ...given };
  check("absent", chosen.absent, absentInBothChoices);
  check("absentInReference", chosen.absentInReference, absentInReferenceChoices);
  check("ddof", chosen.ddof, [0, 1]);
  check("order", chosen.order, orderChoices);
  return chosen;
}

function check(option: string, value: unknown, choices: readonly unknown[]): void {
  if (choices.includes(value)) return;
  throw new UsageError("E_OPTION", `${option}: expected ${choices.join(" or ")}, found ${String(value)}`);
}

/** Settings of overlap and distances: choices made before the score table. */
export interface MeasuredBy {
  readonly boundary: string;
  /** Default: the masks' own. */
  readonly grid?: string;
  /** Metrics as in the score table, with their parameters. */
  readonly metrics: readonly string[];
  /** Metrics of those whose parameter is a tolerance in mm, as `key: tolerance`. */
  readonly tolerancesMm: Readonly<Record<string, number>>;
  readonly worstCase: string;
  /** Way in which labels were matched. */
  readonly labels: string;
}

/** One of the twelve ambiguities of docs/methods/label-quality.md, and what was chosen. */
export interface ChoiceInWords {
  readonly ambiguity: number;
  readonly about: string;
  readonly chosen: string;
}

/** Meaning of the standard deviation beside a mean: printed wherever it is. */
export const rmsSdMeaning =
  "root mean square of the organs' standard deviations: spread between cases within an organ; not a standard error";

const absentInBothWords: Readonly<Record<AbsentInBoth, string>> = {
  skip: "left out of the organ's mean, and counted",
  "1": "counts as 1 for overlap in [0, 1]; left out for other metrics",
  "0": "counts as 0 for overlap in [0, 1]; left out for other metrics",
};

/** All twelve choices, in the order of docs/methods/label-quality.md. */
export function choicesInWords(choices: QualityChoices, measured: MeasuredBy): ChoiceInWords[] {
  const tolerances = Object.entries(measured.tolerancesMm).map(([key, mm]) => `${key}: ${mm} mm`);
  const words: readonly (readonly [string, string])[] = [
    ["organ absent from both masks", absentInBothWords[choices.absent]],
    ["organ absent from one mask", oneMaskWords(choices, measured)],
    [
      "cases per organ",
      "N_o is the number of cases with a value; an organ without any leaves the common labels with a warning",
    ],
    [
      "standard deviation",
      choices.ddof === 1 ? "of a sample (divisor N_o - 1)" : "of a population (divisor N_o)",
    ],
    ["scale", "stored from 0 to 1; times 100 only where displayed"],
    [
      "tolerance of surface overlap",
      tolerances.length > 0 ? tolerances.join(", ") : "none needed by these metrics",
    ],
    ["boundary", measured.boundary],
    ["grid", measured.grid ?? "the masks' own; nothing is resampled"],
    [
      "order of means",
      choices.order === "organ"
        ? "over cases within each organ, then over organs (eq. 2, then 4)"
        : "over organs within each case, then over cases",
    ],
    ["paired organs and other unions", measured.labels],
    ["spread beside a mean", rmsSdMeaning],
    ["weights", "every organ counts the same"],
  ];
  return words.map(([about, chosen], at) => ({ ambiguity: at + 1, about, chosen }));
}

function oneMaskWords({ absentInReference }: QualityChoices, { worstCase }: MeasuredBy): string {
  const reference =
    absentInReference === "0"
      ? "from the reference only: overlap 0, since voxels were predicted"
      : "from the reference only: left out, and counted";
  return `${reference}; from the prediction only: overlap 0, a distance is ${worstCase}`;
}

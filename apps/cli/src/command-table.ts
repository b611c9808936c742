import type { CommandName } from "./options.ts";

export interface CommandSpec {
  readonly summary: string;
  readonly description: string;
  /** Names of the positional arguments, with how many must be there. */
  readonly positionals: readonly string[];
  readonly required: number;
  readonly formats: readonly string[];
  readonly examples: readonly string[];
}

const formats = ["table", "json", "csv", "ndjson"];

export const commandTable: Readonly<Record<CommandName, CommandSpec>> = {
  compare: {
    summary: "metrics of two masks, or of two folders of masks matched by file name",
    description:
      "Compares PREDICTION with REFERENCE: two files, two folders of one file per case, or two folders of one file per class. Prints each metric per label and its summary; a case that fails does not lose the others.",
    positionals: ["REFERENCE", "PREDICTION"],
    required: 2,
    formats,
    examples: [
      "pgt compare truth.nii.gz prediction.nii.gz",
      "pgt compare labelsTs predictions --labels dataset.json --metrics dice,nsd@2,hd95",
      "pgt compare labelsTs predictions --convention monai --format csv > rows.csv",
    ],
  },
  interval: {
    summary: "inter- and intra-rater agreement, the interval they span, and models placed on it",
    description:
      "Compares every rater with every other (lower bound), every rater with the own repeat (upper bound), and every model with every rater. Without --repeat there is no upper bound.",
    positionals: [],
    required: 0,
    formats,
    examples: [
      "pgt interval --rater anna=masks/anna --rater ben=masks/ben --metrics dice,nsd@2",
      "pgt interval --rater anna=a1 --repeat anna=a2 --rater ben=b1 --model unet=predictions --out run",
    ],
  },
  explain: {
    summary: "what a metric is, and what other tools do differently",
    description:
      "Definition, formula, values for empty masks, citation, and the numbers that the conventions of other tools give on one small example. Without METRIC: a table of all metrics. 'pgt explain conventions': the presets.",
    positionals: ["METRIC"],
    required: 0,
    formats: ["table", "json"],
    examples: ["pgt explain", "pgt explain hd95", "pgt explain conventions"],
  },
  demo: {
    summary: "the main job on a simulated study whose truth is known",
    description:
      "Writes a study of simulated organs to disk (raters, their repeats, models, the truth), runs the interval on those files, and says where the models and the truth itself lie.",
    positionals: [],
    required: 0,
    formats: ["table", "json"],
    examples: ["pgt demo", "pgt demo --out /tmp/study --seed 7"],
  },
};

export const commandNames = Object.keys(commandTable) as CommandName[];

export function isCommand(word: string): word is CommandName {
  return commandNames.some((name) => name === word);
}

export const exitCodes: readonly (readonly [number, string])[] = [
  [0, "done"],
  [1, "internal failure, or output that could not be written"],
  [2, "wrong usage"],
  [3, "input rejected: file, geometry or labels"],
  [4, "finished, but some cases failed; each is named"],
  [130, "interrupted"],
];

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
      "Compares every rater with every other (lower bound), every rater with the own repeat (upper bound), and every model with every rater. Without repeats there is no upper bound. STUDY is a study manifest (YAML or JSON; pgt init proposes one), a score table (CSV or Parquet) or a run directory; without it, --rater, --repeat and --model name folders.",
    positionals: ["STUDY"],
    required: 0,
    formats,
    examples: [
      "pgt interval --rater anna=masks/anna --rater ben=masks/ben --metrics dice,nsd@2",
      "pgt interval study.yaml --out run",
      "pgt interval scores.csv --raters anna,ben --models unet",
      "pgt interval --rater anna=a1 --repeat anna=a2 --rater ben=b1 --model unet=predictions --out run",
    ],
  },
  init: {
    summary: "propose a study manifest from the files in a folder",
    description:
      "Looks at the names of the files below FOLDER and prints a study manifest for pgt interval. It knows one folder per rater, one folder per case, taskTT_segRR files (QUBIQ), BIDS desc- labels and nnU-Net folders, and takes names such as anna-repeat or session2 for repeats. Names do not tell everything: lines marked CHECK are for a person to look at.",
    positionals: ["FOLDER"],
    required: 1,
    formats: [],
    examples: ["pgt init masks", "pgt init masks --out study.yaml"],
  },
  report: {
    summary: "one self-contained HTML page from a run of pgt interval",
    description:
      "Makes the page of a finished run: the answer in a sentence per structure, the interval with the models on it, who agrees with whom, bias, volumes, single cases, where raters differ, all tables, warnings, and methods text to paste. RUN is the folder that pgt interval --out wrote, or a file with its --format json. The page loads nothing from anywhere.",
    positionals: ["RUN"],
    required: 1,
    formats: [],
    examples: ["pgt report run", "pgt report run --anonymous --out for-colleagues.html"],
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
  simulate: {
    summary: "what another rater, session or more cases would give; or a simulated study of masks",
    description:
      "With --from: how wide the intervals of a study would be with one more rater, one more session, twenty more cases, and the --raters, --sessions and --cases asked for, from the variance components of its own scores. With --out: writes masks of simulated annotators and a manifest, on a built-in anatomy or on the masks of --truth; with --from too, their noise is fitted to that study's agreement between raters and with own repeats.",
    positionals: [],
    required: 0,
    formats: ["table", "json", "csv"],
    examples: [
      "pgt simulate --from run --raters 3 --sessions 2 --cases 32",
      "pgt simulate --from scores.csv --metrics dice --labels 1",
      "pgt simulate --out study --raters 4 --cases 20 --sigma 0.4 --tau 0.8",
      "pgt simulate --out study --truth consensus --from run",
    ],
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

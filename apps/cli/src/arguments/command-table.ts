import type { CommandName } from "./option-spec.ts";

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
  quality: {
    summary: "label quality: versions of a dataset's labels against a reference, per organ and over organs",
    description:
      "Compares the masks of every generator (model, tool, earlier release) with a reference and aggregates as Jaus et al. 2025: mean over cases per organ, mean over the organs that all generators can produce, root mean square of the organs' standard deviations. With intervals, paired comparison of the generators, and everything that was left out. Labels are matched by name. STUDY is a manifest with an entity of role reference and entities of role generator; several STUDY are several datasets; without it, --reference and --generator name folders.",
    positionals: ["STUDY..."],
    required: 0,
    formats: ["table", "json", "csv", "ndjson", "markdown", "latex", "html"],
    examples: [
      "pgt quality --reference labelsTr --generator nnunet=preds --generator tool=tool -m dice,nsd@1",
      "pgt quality btcv.yaml word.yaml --contrast S,B,L,H --table table1.tex --out run",
      "pgt quality --reference Dataset001_BTCV --generator cv=trained --splits splits_final.json",
      "pgt quality --reference labels --generator ts=ts --map reference=kidneys.yaml --map ts=ts.yaml",
      "pgt quality --summary A=a/summary.json --summary B=b/summary.json",
    ],
  },
  rank: {
    summary: "ranking of models or generators, and how stable it is",
    description:
      "Ranks the algorithms of SCORES by their values per case: a score table (CSV or Parquet) or the run directory of another command, or challengeR's table Task,TestCase,Algorithm,MetricValue. Says how the ranking changes with the cases (bootstrap), the aggregation order, the metric and the reference, which algorithms tests can tell apart, and which metrics say the same.",
    positionals: ["SCORES"],
    required: 1,
    formats: ["table", "json", "csv"],
    examples: [
      "pgt rank run",
      "pgt rank rows.csv --metrics dice,nsd@2 --method rank-then-mean --out ranking",
      "pgt rank rows.csv --raters anna,ben,cem --models unet,nnunet,swin",
      "pgt rank challenge.csv --better higher --missing 0",
    ],
  },
  worth: {
    summary: "is it worth improving the labels: their quality against what models trained on them reach",
    description:
      "Takes tables (CSV or Parquet) of means, with columns task,dataset,version,metric,mean,sd,status, or of cases, with version,dataset,task,label,case,metric,value; one task holds the quality of each version of the labels, the others the scores of models trained on it. Says whether a gain in quality paid, what it costs, and on what the answer rests; looks for faults in tables of means on the way. Run directories of pgt quality may stand among the tables.",
    positionals: ["SCORES..."],
    required: 1,
    formats: ["table", "json", "csv"],
    examples: [
      "pgt worth tables.csv",
      "pgt worth tables.csv --gap 2.6 --relevant-gap 0.5 --minutes-per-mask 10 --masks 4000 --rate 80",
      "pgt worth tables.csv --check --rising small,base,large,huge",
      "pgt worth quality-run downstream.csv --out worth",
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
    summary: "one self-contained HTML page from a run of interval, quality, worth or rank",
    description:
      "Makes the page of a finished run. Of pgt interval: the answer in a sentence per structure, the interval with the models on it, who agrees with whom, bias, volumes, single cases, where raters differ, all tables, warnings, and methods text to paste; of pgt quality, worth and rank: the answer, figures, tables and warnings. RUN is the folder that one of them wrote with --out, or a file with its --format json. The page loads nothing from anywhere.",
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
  derive: {
    summary: "pseudo-label versions of a data set, as nnU-Net raw data sets ready to train on",
    description:
      "Writes, for every generator, the data set of --base with its labels replaced by the generator's masks (equation 1 of Jaus et al. 2025): labels in the ids of the base, images linked, dataset.json, the same split for every version, and a record of what was done. Labels are matched by a map, else by name, else by number. A data set appears when it is complete; one that lacks a case is not written.",
    positionals: [],
    required: 0,
    formats: ["table", "json"],
    examples: [
      "pgt derive --base Dataset017_BTCV --generator unet=preds --out nnUNet_raw --split 80/20",
      "pgt derive --base base --generator ts=ts --map ts=totalsegmentator-to-btcv --out raw",
      "pgt derive --images img --labels-dir lab --dataset-json d.json --generator a=a --out raw",
    ],
  },
  prompts: {
    summary: "boxes around masks, per slice and structure, as promptable models are given them",
    description:
      "Cuts every mask of MASKS (a file, or a folder) into slices and writes the box of every structure in every slice as x_min, y_min, x_max, y_max in pixels counted from 0 (MedSAM's input), one JSON and one NPZ file per case. A generator that is given boxes of the reference has seen it: W-PROMPT.",
    positionals: ["MASKS"],
    required: 1,
    formats: ["table", "json"],
    examples: [
      "pgt prompts labelsTr --out boxes --min-pixels 100",
      "pgt prompts labelsTr --labels dataset.json --out boxes --jitter 10 --seed 7",
    ],
  },
  ui: {
    summary: "the same in a browser: serves the app on this machine, for this machine alone",
    description:
      "Serves the app on loopback and prints its address; open it in a browser, drop masks, and nothing leaves the machine. It runs until interrupted.",
    positionals: [],
    required: 0,
    formats: [],
    examples: ["pgt ui", "pgt ui --port 8080"],
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

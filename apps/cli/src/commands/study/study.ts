import { command } from "../../command.ts";
import { studyOptions } from "./study-options.ts";

export const study = command({
  name: "study",
  summary: "experiment on your data: versions of labels, networks trained on them, their worth",
  description:
    "Makes versions of the labels of data sets, measures their quality, trains the same network on each, several runs of it, tests it on the labels as they came, fine-tunes it on another data set, and says if better labels paid (Jaus et al. 2025). PLAN is a YAML or JSON file (experiment.schema.json of @pgt/core). ACTION is plan (what it would take and what is missing; nothing is written), run (do it, or go on with it), step (do one task, by its ID), status, report (the tables again), or export (scripts for sh, slurm or snakemake, whose every job is one step). What is done is kept in files: a run that was stopped goes on where it was, and a task that fails leaves a hole in the tables. With --demo instead of both: data sets are simulated and the whole of it is done with them.",
  positionals: ["ACTION", "PLAN", "ID|FORM"],
  required: 0,
  options: studyOptions,
  examples: [
    "pgt study --demo",
    "pgt study plan plan.yaml",
    "pgt study run plan.yaml --jobs 4",
    "pgt study status plan.yaml",
    "pgt study step plan.yaml train-btcv-cv-run1-3f9a01c2d4",
    "pgt study export plan.yaml slurm",
    "pgt study report plan.yaml --format json",
  ],
  load: async () => (await import("./study-command.ts")).studyCommand,
});

import type { Task } from "../tasks/task.ts";
import { jobLevels } from "./job-levels.ts";

/** Forms in which the tasks of an experiment are handed to what runs them. */
export const exportForms = ["sh", "slurm", "snakemake"] as const;
export type ExperimentScripts = (typeof exportForms)[number];

interface Exported {
  /** Path of the plan, and the folder of the experiment. */
  readonly plan: string;
  readonly folder: string;
  readonly tasks: readonly Task[];
}

/** Name -> text of the files of an export. Every job is one `pgt study step`; the variable PGT names another `pgt`. */
export function exportFiles(form: ExperimentScripts, exported: Exported): Readonly<Record<string, string>> {
  if (form === "sh") return { "run.sh": shellScript(exported) };
  return form === "slurm" ? slurmFiles(exported) : snakemakeFiles(exported);
}

/** A word that a shell takes as it is. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function stepOf({ plan, folder }: Exported, id: string): string {
  return `"\${PGT:-pgt}" study step ${quoted(plan)} ${id} --out ${quoted(folder)} --jobs "\${PGT_JOBS:-1}"`;
}

/** A task that fails leaves a hole, and the others go on; the code tells if there was one. */
function shellScript(exported: Exported): string {
  const lines = exported.tasks.map(({ id }) => `${stepOf(exported, id)} || code=4`);
  return [
    "#!/bin/sh",
    "# One task after the other, each after those it rests on.",
    "code=0",
    ...lines,
    'exit "$code"',
    "",
  ].join("\n");
}

/** Most jobs of an array by default (MaxArraySize). */
const mostInArray = 1000;

/** Arrays of jobs: each begins when all of the level before have ended, in whatever way. */
function slurmFiles(exported: Exported): Record<string, string> {
  const files: Record<string, string> = {};
  const lines: string[] = [];
  for (const [at, ids] of jobLevels(exported.tasks).entries()) {
    const after = at === 0 ? "" : ` --dependency="afterany$level${at - 1}"`;
    lines.push(`level${at}=`);
    for (let first = 0; first < ids.length; first += mostInArray) {
      const own = ids.slice(first, first + mostInArray);
      const name = `level-${at}-${first / mostInArray}.txt`;
      files[name] = `${own.join("\n")}\n`;
      lines.push(
        `level${at}="$level${at}:$(sbatch --parsable --array=1-${own.length}${after} "$@" job.sh ${name})"`,
      );
    }
  }
  const job = stepOf(exported, '"$(sed -n "$SLURM_ARRAY_TASK_ID"p "$1")"');
  return {
    ...files,
    "job.sh": ["#!/bin/sh", "#SBATCH --job-name=pgt-study", job, ""].join("\n"),
    "submit.sh": [
      "#!/bin/sh",
      "# What stands behind the name goes to every sbatch: sh submit.sh --time=4:00:00 --gres=gpu:1",
      "set -eu",
      'cd "$(dirname "$0")"',
      ...lines,
      "",
    ].join("\n"),
  };
}

/** One rule; a marker says that a task has ended, done or not, so that holes stop nothing. */
function snakemakeFiles(exported: Exported): Record<string, string> {
  const { tasks } = exported;
  const inputs = tasks.map(
    ({ id, needs, takes }) => `    ${JSON.stringify(id)}: ${JSON.stringify([...needs, ...takes])},`,
  );
  const step = stepOf(exported, "{wildcards.id}")
    .replaceAll("${", "${{")
    .replaceAll(/(PGT(?:_JOBS)?:-\w+)\}/g, "$1}}");
  return {
    Snakefile: [
      "# Task -> tasks before it. Remove the folder ended to try again what has failed.",
      "BEFORE = {",
      ...inputs,
      "}",
      "",
      "rule all:",
      `    input: ${JSON.stringify(`ended/${tasks.at(-1)!.id}`)}`,
      "",
      "rule step:",
      '    input: lambda wildcards: [f"ended/{one}" for one in BEFORE[wildcards.id]]',
      '    output: "ended/{id}"',
      "    threads: 1",
      "    shell:",
      `        ${JSON.stringify(`${step} || true; touch {output}`)}`,
      "",
    ].join("\n"),
    "profiles/local/config.yaml": "cores: 2\nkeep-going: true\n",
    "profiles/slurm/config.yaml":
      'cluster: "sbatch --parsable --job-name=pgt-study --cpus-per-task={threads}"\njobs: 100\nkeep-going: true\nlatency-wait: 60\n',
    "profiles/slurm/config.v8+.yaml":
      "executor: slurm\njobs: 100\nkeep-going: true\nlatency-wait: 60\ndefault-resources:\n  runtime: 240\n",
    "profiles/kubernetes/config.yaml": "kubernetes: default\njobs: 100\nkeep-going: true\n",
    "profiles/kubernetes/config.v8+.yaml": "executor: kubernetes\njobs: 100\nkeep-going: true\n",
  };
}

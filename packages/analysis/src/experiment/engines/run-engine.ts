import { InputError } from "@pgt/metrics";
import { dirname, isFile, isFolder, join, readText } from "@pgt/runner";
import type { UsedEngine } from "../plan/plan-types.ts";
import type { Making } from "../tasks/task.ts";
import { logFile } from "../tasks/task-store.ts";
import { workshop } from "../tasks/workshop.ts";
import type { Argv, Engine, EngineStep } from "./engine-types.ts";
import { fillTemplate, type TemplateValues } from "./fill-template.ts";

/** Folders of a task in which an engine works and leaves its output; the first goes when it is done. */
const workFolder = "work";

/**
 * Runs the commands of one step of an engine, from first to last.
 *
 * @param values what the commands may name besides `{plan}`, `{work}`, `{output}` and the settings of the engine.
 * @param output name of the folder of its output.
 * @returns what the commands printed.
 * @throws InputError E_RUN naming the command that failed, and the end of what it printed.
 */
export async function runStep(
  { engine, settings, planFolder }: UsedEngine,
  step: EngineStep,
  values: TemplateValues,
  { folder, signal }: Making,
  output: string,
): Promise<string> {
  const work = join(folder.path, workFolder);
  const all = {
    ...placesOf({ engine, settings, planFolder }),
    ...values,
    work,
    output: join(folder.path, output),
  };
  const fill = (text: string) => fillTemplate(text, all, engine.name);
  await folder.writeText(join(workFolder, "readme.txt"), "Removed when the task is done.\n");
  await folder.writeText(join(output, ".keep"), "");
  for (const { from, to, copy } of step.place ?? []) {
    const source = fill(from);
    if (!(await isFile(source)) && !(await isFolder(source))) {
      throw new InputError(
        "E_RUN",
        source,
        `${engine.name} is to find it in its folder, and it is not there`,
      );
    }
    await folder.placeFile(source, join(workFolder, to), copy === true);
  }
  const environment = Object.fromEntries(
    Object.entries({ ...engine.environment, ...step.environment }).map(([name, text]) => [name, fill(text)]),
  );
  const log = join(folder.path, logFile);
  for (const command of step.run) {
    const argv = command.map(fill);
    const end = await workshop().run({ argv, folder: work, environment, log, ...(signal && { signal }) });
    if (end.kind === "exit" && end.code === 0) continue;
    throw new InputError(
      "E_RUN",
      argv[0],
      `${faultOf(end)}${engine.install && end.kind === "missing" ? `; ${engine.install}` : await endOf(log)}`,
    );
  }
  await workshop().remove(work);
  await workshop().remove(join(folder.path, output, ".keep"));
  return (await isFile(log)) ? readText(log) : "";
}

/** Settings, which may name `{plan}`, the folder of the plan, and `{scripts}`, that of the scripts of this package. */
function placesOf({ engine, settings, planFolder }: UsedEngine): TemplateValues {
  const places = { plan: planFolder, scripts: workshop().scripts };
  const filled = Object.entries(settings).map(([name, value]) => [
    name,
    typeof value === "string" ? fillTemplate(value, places, engine.name) : value,
  ]);
  return { ...Object.fromEntries(filled), ...places };
}

function faultOf(end: Awaited<ReturnType<ReturnType<typeof workshop>["run"]>>): string {
  if (end.kind === "missing") return `cannot be started (${end.reason})`;
  return end.kind === "killed" ? `was killed (${end.signal})` : `ended with exit code ${end.code}`;
}

const shownLines = 3;

/** A program that crashed in Node prints its error above the calls that led to it, and its version last. */
const isTrace = (line: string) => /^\s+at .+|^Node\.js v\d+/.test(line);

/** The last lines that a program printed, the command itself and the calls behind an error left out. */
async function endOf(log: string): Promise<string> {
  const lines = (await readText(log))
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("$ ") && !isTrace(line));
  return lines.length === 0
    ? "; it printed nothing"
    : `; its last words: ${lines.slice(-shownLines).join(" | ")}`;
}

/** Answers of engines to the question for their version: each is asked once. */
const versions = new Map<string, Promise<string | null>>();

/**
 * The version of an engine, as it says itself; null if it says none.
 *
 * @throws InputError E_RUN with what to install, if it cannot be started.
 */
export function versionOf(
  { engine, settings, planFolder }: UsedEngine,
  folder: string,
): Promise<string | null> {
  if (!engine.version) return Promise.resolve(null);
  const argv = engine.version.map((text) =>
    fillTemplate(text, placesOf({ engine, settings, planFolder }), engine.name),
  );
  const key = JSON.stringify(argv);
  const known = versions.get(key) ?? askVersion(argv, engine, join(folder, "version.txt"));
  versions.set(key, known);
  known.catch(() => versions.delete(key));
  return known;
}

async function askVersion(argv: Argv, { name, install }: Engine, log: string): Promise<string | null> {
  const end = await workshop().run({ argv, folder: dirname(log), environment: {}, log });
  const printed = (await readText(log)).split("\n").filter((line) => line !== "" && !line.startsWith("$ "));
  await workshop().remove(log);
  if (end.kind === "exit" && end.code === 0) return printed.at(-1)?.trim() ?? null;
  throw new InputError("E_RUN", argv[0], `${name} does not answer (${faultOf(end)}); ${install}`);
}

/** Tells if the output of a training says that it came to something. */
export function hasConverged({ engine: { converged } }: UsedEngine, printed: string): boolean {
  if (!converged) return true;
  const found = [...printed.matchAll(new RegExp(converged.pattern, "g"))].at(-1)?.[1];
  return found === undefined || Number(found) >= converged.atLeast;
}

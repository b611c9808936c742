import {
  experimentStatusDocument,
  exportForms,
  jsonText,
  plannedExperimentDocument,
  type SchemaDocument,
} from "@pgt/analysis/documents";
import type { ExperimentOptions, ExperimentStatus } from "@pgt/core";
import { listed, plural } from "@pgt/metrics";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { interruptedCode, isInterruption } from "../../faults.ts";
import { asText, emit } from "../../finish.ts";
import { writeReportIfAsked } from "../report/result-page.ts";
import { planText } from "./plan-text.ts";
import { resultText } from "./result-text.ts";
import { statusText } from "./status-text.ts";
import type { StudyValues } from "./study-options.ts";

type Action = (
  context: Context,
  plan: string,
  options: StudyValues,
  id: string | undefined,
) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  plan: showPlan,
  run: runAll,
  step: runStep,
  status: showStatus,
  export: writeScripts,
  report: showResult,
};

/** Those that end with the tables, and so with a page of them. */
const withPage: readonly Action[] = [runAll, showResult];

/** `pgt study`: an experiment with versions of labels. */
export const studyCommand: Run<StudyValues> = (context, [action, plan, id], options) => {
  if (options.demo) {
    if (action === undefined) return runDemo(context, options);
    throw new CommandUsageError(`pgt study --demo takes no ACTION; '${action}' is one too many`);
  }
  const names = Object.keys(actions);
  const known = names.find((name) => name === action);
  if (known === undefined || plan === undefined) {
    const found = action === undefined ? "nothing" : `'${action}'`;
    const fault = known ? `${known} needs a PLAN` : `expected ${listed(names, "or")}, found ${found}`;
    throw new CommandUsageError(`pgt study: ${fault}`, `pgt study plan ${plan ?? "plan.yaml"}`);
  }
  if ((options.report !== undefined || options.anonymous) && !withPage.includes(actions[known])) {
    throw new CommandUsageError(`pgt study ${known} writes no page; --report goes with run and report`);
  }
  if (id !== undefined && action !== "step" && action !== "export") {
    throw new CommandUsageError(`pgt study ${action} takes a plan; '${id}' is one too many`);
  }
  return actions[known](context, plan, options, id);
};

/** Writes the simulated data of the demo, or finds them as they were, and runs their plan. */
async function runDemo(context: Context, { out: folder = "pgt-study-demo", ...options }: StudyValues) {
  const { writeDemoExperiment } = await context.library();
  const plan = await context.withProgress("simulating", (onProgress) =>
    writeDemoExperiment(folder, { onProgress, signal: context.signal }),
  );
  context.note(`the simulated data and their plan are in ${folder}`);
  return runAll(context, plan, options);
}

function given({ out, jobs }: StudyValues, { signal }: Context): ExperimentOptions {
  return { signal, ...(out !== undefined && { out }), ...(jobs !== undefined && { jobs }) };
}

async function showPlan(context: Context, plan: string, options: StudyValues): Promise<number> {
  const planned = await (await context.library()).planExperiment(plan, given(options, context));
  await emit(
    context,
    options.format === "json"
      ? jsonText(plannedExperimentDocument(planned, context.version))
      : asText(planText(planned, context.outTerminal)),
  );
  for (const one of planned.missing) context.complain(`pgt: missing: ${one}`);
  return planned.missing.length > 0 ? 3 : 0;
}

async function runAll(context: Context, plan: string, options: StudyValues): Promise<number> {
  const library = await context.library();
  let done = 0;
  try {
    const status = await context.withProgress("running", (onProgress) =>
      library.runExperiment(plan, {
        ...given(options, context),
        onTask: (task) => {
          done = task.done;
          onProgress({ done: task.done, total: task.total, case: task.id });
          if (task.status === "failed") context.note(`failed: ${task.id}: ${task.message}`);
        },
      }),
    );
    await writeResult(context, plan, options);
    return finishRun(context, status);
  } catch (error) {
    if (!isInterruption(error)) throw error;
    context.complain(
      `pgt: interrupted; ${plural(done, "task")} done, and the same command goes on from there`,
    );
    return interruptedCode;
  }
}

async function writeResult(context: Context, plan: string, options: StudyValues): Promise<void> {
  const result = await (await context.library()).readExperimentResult(plan, given(options, context));
  const { files, ...document } = result;
  context.note(`the tables are in ${files}`);
  await writeReportIfAsked(context, document as unknown as SchemaDocument, options);
  await emit(
    context,
    options.format === "json" ? jsonText(document) : asText(resultText(result, context.outTerminal)),
  );
}

/** Names every task that left a hole. */
function finishRun(context: Context, { folder, tasks }: ExperimentStatus): number {
  const holes = tasks.filter(({ status }) => status !== "done");
  const failed = holes.filter(({ status }) => status === "failed");
  for (const { id, message } of failed) context.complain(`pgt: failed: ${id}: ${message}`);
  const unconverged = holes.filter(({ status, stage }) => status === "not_converged" && stage !== "score");
  for (const { id } of unconverged) context.complain(`pgt: not converged: ${id}`);
  if (failed.length > 0) {
    context.complain(
      `pgt: ${plural(failed.length, "task")} failed; what they printed is in ${folder}/failures`,
    );
  }
  return holes.length > 0 ? 4 : 0;
}

async function runStep(
  context: Context,
  plan: string,
  options: StudyValues,
  id: string | undefined,
): Promise<number> {
  if (id === undefined) {
    throw new CommandUsageError("pgt study step needs the ID of a task", `pgt study status ${plan}`);
  }
  const status = await (await context.library()).stepExperiment(plan, id, given(options, context));
  const [{ status: end, message }] = status.tasks;
  context.note(`${end}: ${id}`);
  if (end !== "failed") return 0;
  context.complain(`pgt: failed: ${id}: ${message}`);
  return 4;
}

async function writeScripts(
  context: Context,
  plan: string,
  options: StudyValues,
  form: string | undefined,
): Promise<number> {
  const known = exportForms.find((one) => one === form);
  if (!known) {
    const found = form === undefined ? "none" : `'${form}'`;
    throw new CommandUsageError(
      `pgt study export: expected ${listed(exportForms, "or")}, found ${found}`,
      `pgt study export ${plan} sh`,
    );
  }
  const written = await (await context.library()).exportExperiment(plan, known, given(options, context));
  await emit(context, asText(written.files.map((name) => `${written.folder}/${name}`)));
  return 0;
}

async function showStatus(context: Context, plan: string, options: StudyValues): Promise<number> {
  const status = await (await context.library()).experimentStatus(plan, given(options, context));
  await emit(
    context,
    options.format === "json"
      ? jsonText(experimentStatusDocument(status, context.version))
      : asText(statusText(status, context.outTerminal)),
  );
  return 0;
}

async function showResult(context: Context, plan: string, options: StudyValues): Promise<number> {
  await writeResult(context, plan, options);
  return 0;
}

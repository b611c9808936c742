import { InputError, PgtError } from "@pgt/metrics";
import { join, readText, version } from "@pgt/runner";
import { csvText } from "../../documents/table.ts";
import { qualityTask as qualityTaskName } from "../../quality/quality-document.ts";
import { meanBounds } from "../../worth/base-bounds.ts";
import { worth } from "../../worth/worth.ts";
import type { WorthReport } from "../../worth/worth-types.ts";
import { originalVersion, withoutPretraining } from "../plan/read-generators.ts";
import { experimentDocument, scoresTable } from "../result/experiment-document.ts";
import { experimentResult } from "../result/experiment-result.ts";
import type { BaseAgreement } from "../result/experiment-types.ts";
import { scoreTableRows } from "../result/score-table-rows.ts";
import type { Making, Task } from "../tasks/task.ts";
import { task } from "../tasks/task-id.ts";
import { agreementFile } from "./agreement-task.ts";
import type { ReadyPlan } from "./experiment-data.ts";

/** Files of the last task: the document of the experiment, and the table that `pgt worth` reads. */
export const resultFile = "study.json";

/** Tables of the experiment from whatever is done; what is not is a hole in them. */
export function worthTask(ready: ReadyPlan, tasks: readonly Task[]): Task {
  const { plan } = ready;
  const { name, metrics } = plan;
  const taken = tasks.filter(({ stage }) => stage !== "data" && stage !== "prepare" && stage !== "generate");
  return task(
    "worth",
    {},
    { name, metrics },
    {
      takes: taken.map(({ id }) => id),
      make: async (making) => {
        refuseUnequalRecipes(taken, making);
        const rows = await scoreTableRows(ready, taken, making);
        const table = join(making.folder.path, scoresTable.file);
        await making.folder.writeText(scoresTable.file, [...csvText(scoresTable.columns, rows)].join(""));
        const agreement = await agreementOf(taken, making);
        const answer = await answerOf(table, ready, agreement);
        const result = await experimentResult(ready, { tasks, taken, agreement, table, ...answer }, making);
        await making.folder.writeText(
          resultFile,
          `${JSON.stringify(experimentDocument(result, version), null, 2)}\n`,
        );
        return { status: "done" };
      },
    },
  );
}

async function agreementOf(tasks: readonly Task[], { taken, folderOf }: Making): Promise<BaseAgreement[]> {
  const own = tasks.filter(({ stage, id }) => stage === "agreement" && taken.has(id));
  const read = own.map(async ({ id }) => JSON.parse(await readText(join(folderOf(id), agreementFile))));
  return (await Promise.all(read)).flat();
}

/** The answer of `worth`; null, with the reason, where there is too little to ask. */
async function answerOf(
  table: string,
  { base, downstream }: ReadyPlan,
  agreement: readonly BaseAgreement[],
): Promise<{ readonly worth: WorthReport | null; readonly noAnswer: string | null }> {
  try {
    const report = await worth(table, {
      ...{ qualityTask: qualityTaskName, scale: "fraction", referenceVersion: originalVersion },
      // Its figures have one axis of quality for all bases.
      ...(base.length === 1 && agreement.length > 0 && { baseBounds: meanBounds(agreement) }),
      ...(downstream.length > 0 && { baseline: withoutPretraining }),
    });
    // The folder is another when the task is done.
    const sources = report.sources.map((source) => ({ ...source, file: scoresTable.file }));
    return { worth: { ...report, sources }, noAnswer: null };
  } catch (error) {
    if (!(error instanceof PgtError)) throw error;
    return { worth: null, noAnswer: error.message.replaceAll(table, scoresTable.file) };
  }
}

/**
 * Versions are comparable only if they were trained by one recipe.
 *
 * @throws InputError E_RUN with W-RECIPE, if an engine was another when some of them were trained.
 */
function refuseUnequalRecipes(tasks: readonly Task[], { states }: Making): void {
  const first = new Map<string, Task>();
  for (const one of tasks.filter(({ stage }) => stage === "train" || stage === "finetune")) {
    const recipe = states.get(one.id)?.record.recipe;
    if (recipe !== undefined) first.set(JSON.stringify(recipe), first.get(JSON.stringify(recipe)) ?? one);
  }
  if (first.size < 2) return;
  const [[a, one], [b, other]] = first;
  const message = `W-RECIPE: ${one.id} was trained with ${a}, ${other.id} with ${b}; versions of unequal recipe are not compared. Remove the folders of one of the two from tasks/ and run again`;
  throw new InputError("E_RUN", other.id, message);
}

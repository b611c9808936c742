import { InputError, noteText } from "@pgt/metrics";
import { basename, isFile, join } from "@pgt/runner";
import { derive } from "../../derive/derive.ts";
import { masksFolder } from "../engines/engine-work.ts";
import type { PlannedGenerator } from "../plan/plan-types.ts";
import { task } from "../tasks/task-id.ts";
import { splitsFile } from "./data-task.ts";
import type { LaidOut, ReadyPlan, Version } from "./experiment-data.ts";
import type { Generated } from "./generate-tasks.ts";

const firstNumber = 2;

/** The version of a base that a generator makes: its training images with the generator's labels, as `pgt derive` has it. */
export async function derivedVersion(
  generator: PlannedGenerator,
  base: LaidOut,
  { tasks, labelsOf }: Generated,
  { hashes }: ReadyPlan,
): Promise<Version> {
  const last = tasks.at(-1)!;
  const { id, map, names, prompted } = generator;
  const files = await Promise.all(
    [map, names].map((file) => (file && /[/\\]/.test(file) ? hashes.of(file) : file)),
  );
  // The same name in every base: a data set is known by its folder.
  const name = base.id.replace(/[^A-Za-z0-9.-]+/g, "_");
  const place = `Dataset00${firstNumber}_${name}_${id.replace(/[^A-Za-z0-9.-]+/g, "_")}`;
  const own = task(
    "derive",
    { base: base.id, version: id },
    { files, place },
    {
      needs: [base.task.id, last.id],
      make: async ({ folder, folderOf, signal }) => {
        const namesFile = names ?? (labelsOf ? join(folderOf(labelsOf.task.id), "dataset.json") : undefined);
        const data = folderOf(base.task.id);
        const split = join(data, splitsFile);
        const { failures, notes, datasets } = await derive({
          base: { folder: data },
          ...((await isFile(split)) && { split: { file: split } }),
          generators: { [id]: join(folderOf(last.id), masksFolder) },
          ...(map !== undefined && { maps: { [id]: map } }),
          ...(namesFile !== undefined && { names: { [id]: namesFile } }),
          ...{ out: folder.path, datasetId: firstNumber, name },
          ...(signal && { signal }),
        });
        const [first] = failures;
        if (first) {
          const rest = failures.length > 1 ? ` (and ${failures.length - 1} more)` : "";
          throw new InputError("E_CASES", id, `case ${first.case}: ${first.message}${rest}`);
        }
        return {
          status: "done",
          record: { notes: notes.map(noteText), folder: basename(datasets[0].folder!) },
        };
      },
    },
  );
  return { id, prompted, task: own, place };
}

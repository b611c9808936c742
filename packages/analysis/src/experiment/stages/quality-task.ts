import { InputError } from "@pgt/metrics";
import { join, version } from "@pgt/runner";
import { quality } from "../../quality/quality.ts";
import { qualityDocument } from "../../quality/quality-document.ts";
import type { QualityReport } from "../../quality/quality-types.ts";
import { originalVersion } from "../plan/read-generators.ts";
import type { Making, Task } from "../tasks/task.ts";
import { task } from "../tasks/task-id.ts";
import { dataFolders } from "./data-task.ts";
import type { LaidOut, Version } from "./experiment-data.ts";
import { refuseFailures, writeRows } from "./scored-rows.ts";

/** Label quality of all versions of a base that are there, on the training cases; against the truth too, if it is known. */
export function qualityTask(base: LaidOut, versions: readonly Version[], metrics: readonly string[]): Task {
  const content = { metrics, prompted: versions.map(({ id, prompted }) => [id, prompted]) };
  return task("quality", { base: base.id }, content, {
    needs: [base.task.id],
    takes: versions.map((one) => one.task.id),
    make: async (making) => {
      const there = versions.filter((one) => making.taken.has(one.task.id));
      if (there.length === 0)
        throw new InputError("E_CASES", base.id, "no version of its labels is there to be compared");
      const folders = there.map(
        ({ id, task: { id: of }, place }) => [id, join(making.folderOf(of), place, "labelsTr")] as const,
      );
      const data = making.folderOf(base.task.id);
      const labels = await compare(making, base, metrics, {
        name: "labels",
        reference: join(data, dataFolders.trainLabels),
        folders,
        prompted: there.filter((one) => one.prompted).map(({ id }) => id),
      });
      const truth = base.found.truth && {
        name: "truth",
        reference: join(data, dataFolders.truth),
        folders: [[originalVersion, join(data, dataFolders.trainLabels)] as const, ...folders],
        prompted: [],
      };
      if (truth) await compare(making, base, metrics, truth);
      return {
        status: "done",
        record: { versions: there.map(({ id }) => id), warnings: labels.warnings.length },
      };
    },
  });
}

interface Compared {
  /** Name of the document and the rows. */
  readonly name: string;
  readonly reference: string;
  readonly folders: readonly (readonly [id: string, folder: string])[];
  readonly prompted: readonly string[];
}

async function compare(
  { folder, folderOf, jobs, signal }: Making,
  base: LaidOut,
  metrics: readonly string[],
  { name, reference, folders, prompted }: Compared,
): Promise<QualityReport> {
  const report = await quality(
    { reference, generators: Object.fromEntries(folders), dataset: base.id },
    {
      ...{ metrics, jobs, prompted, labels: join(folderOf(base.task.id), "dataset.json") },
      ...(signal && { signal }),
    },
  );
  signal?.throwIfAborted();
  refuseFailures(report.failures);
  await folder.writeText(`${name}.json`, `${JSON.stringify(qualityDocument(report, version), null, 2)}\n`);
  await writeRows(folder, `${name}-rows.json`, report.rows);
  return report;
}

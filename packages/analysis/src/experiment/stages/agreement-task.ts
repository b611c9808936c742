import type { Reliability } from "@pgt/stats";
import { interval } from "../../interval/interval.ts";
import type { RaterStudy } from "../plan/find-dataset.ts";
import type { BaseAgreement, RaterAgreementValue } from "../result/experiment-types.ts";
import type { InputHashes } from "../tasks/input-hashes.ts";
import type { Task } from "../tasks/task.ts";
import { task } from "../tasks/task-id.ts";
import type { LaidOut } from "./experiment-data.ts";
import { refuseFailures } from "./scored-rows.ts";

/** File of the agreement of the annotators of a base. */
export const agreementFile = "agreement.json";

/** Agreement of the annotators of a base with each other and with themselves, over all of its cases; null without any. */
export async function agreementTask(
  base: LaidOut,
  metrics: readonly string[],
  hashes: InputHashes,
): Promise<Task | null> {
  const { raters, files, names } = base.found;
  return (
    raters &&
    task("agreement", { base: base.id }, await contentOf(raters), {
      make: async ({ folder, jobs, signal }) => {
        const report = await interval(raters.file, { metrics, jobs, ...(signal && { signal }) });
        signal?.throwIfAborted();
        refuseFailures(report.failures);
        const agreement = report.bounds
          .filter(({ label }) => names.has(label))
          .map(
            ({ label, metric, unit, inter, intra }): BaseAgreement => ({
              ...{ dataset: base.id, label, name: names.get(label)!, metric, unit },
              ...{ inter: agreementOf(inter), intra: intra && agreementOf(intra) },
            }),
          );
        await folder.writeText(agreementFile, `${JSON.stringify(agreement, null, 2)}\n`);
        return { status: "done" };
      },
    })
  );

  async function contentOf({ masks }: RaterStudy): Promise<unknown> {
    const ofMasks = await Promise.all(masks.map((mask) => hashes.ofMask(mask)));
    return [metrics, await Promise.all(files.map(hashes.of)), ofMasks];
  }
}

function agreementOf({ estimate, fixedRaters: { low, high }, n, pairs }: Reliability): RaterAgreementValue {
  return { estimate, low, high, n, pairs };
}

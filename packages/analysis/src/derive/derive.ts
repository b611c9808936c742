import { checkOptions } from "@pgt/metrics";
import { type InputHash, platform } from "@pgt/runner";
import { type CommonLabels, commonLabels } from "@pgt/study";
import { type BaseDataset, readBaseDataset } from "./base-dataset.ts";
import { splitOf } from "./base-split.ts";
import { completeDataset, describeDataset } from "./dataset-record.ts";
import { notesOf } from "./derive-notes.ts";
import { type Derived, type DerivedDataset, type DeriveOptions, deriveOptionKeys } from "./derive-types.ts";
import { derivedLabels, deriveVersion, newTally } from "./derive-version.ts";
import { type DerivedVersion, lackingCases, type Version, versionsOf } from "./version-plan.ts";

/**
 * The pseudo-label data sets of equation 1 of Jaus et al. 2025: per generator one nnU-Net v2 raw data set with the
 * images of the base and the generator's masks in the base's label ids, the same split for all of them, and a record
 * `pgt-derive.json`. A data set appears when it is complete; one of whose cases fail is not written, and the cases are
 * named in `failures`.
 *
 * @throws UsageError, InputError for what concerns the base, a map or the split; OutputError.
 */
export async function derive(options: DeriveOptions): Promise<Derived> {
  checkOptions(options, deriveOptionKeys);
  const inputs: InputHash[] = [];
  const base = await readBaseDataset(options.base, inputs);
  const split = await splitOf(base, options, inputs);
  const versions = await versionsOf(base, split.split, options);
  await platform().output.dataset.makeFolder(options.out);
  const made: DerivedVersion[] = [];
  try {
    await makeAll(base, versions, options, made);
    const common = commonOf(base, made);
    const datasets: DerivedDataset[] = [];
    const shared = { common, split: split.split, copy: options.copy === true, inputs };
    for (const one of made) if (one.part) await completeDataset(one, one.part, base, shared);
    for (const one of made) datasets.push(describeDataset(one, (await one.part?.finish()) ?? null, base));
    return {
      base: base.source,
      datasets,
      common: common.labels,
      dropped: common.dropped,
      split: split.split && { description: split.split.description, folds: split.split.folds.length },
      images: options.copy ? "copied" : "linked",
      notes: [...base.notes, ...split.notes, ...made.flatMap((one) => notesOf(one, base, split.split))],
      failures: made.flatMap(({ tally }) => tally.failures),
    };
  } catch (error) {
    for (const { part } of made) await part?.discard();
    throw error;
  }
}

async function makeAll(
  base: BaseDataset,
  versions: readonly Version[],
  { out, onProgress, signal }: DeriveOptions,
  made: DerivedVersion[],
): Promise<void> {
  const total = base.cases.length * versions.length;
  let done = 0;
  const onCase = (id: string) => onProgress?.({ done: ++done, total, case: id });
  for (const one of versions) {
    if (one.missing.length > 0) {
      done += base.cases.length;
      made.push({ version: one, tally: { ...newTally(), failures: lackingCases(one, base) }, part: null });
      continue;
    }
    const part = await platform().output.dataset.begin(out, one.name, one.replaces, ["imagesTr", "labelsTr"]);
    made.push({ version: one, tally: newTally(), part });
    const tally = await deriveVersion(base, one.masks.cases, one.rule, part, {
      onCase,
      ...(signal && { signal }),
    });
    if (tally.failures.length > 0) await part.discard();
    made[made.length - 1] = { version: one, tally, part: tally.failures.length > 0 ? null : part };
  }
}

/** Generators that gave nothing cannot take labels away from the others. */
function commonOf(base: BaseDataset, made: readonly DerivedVersion[]): CommonLabels {
  const complete = made.filter(({ part }) => part !== null);
  if (complete.length === 0) return { labels: [], dropped: [], foreign: [] };
  const labels = [...base.labels].map(([label, name]) => ({ label, name }));
  return commonLabels(
    labels.filter(({ name }) => name !== "ignore"),
    complete.map(({ version: { rule }, tally }) => ({
      id: rule.generator,
      labels: tally.matched === "number" ? null : derivedLabels(tally, base.labels),
    })),
  );
}

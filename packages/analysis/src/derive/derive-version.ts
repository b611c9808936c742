import { OutputError, PgtError, UsageError } from "@pgt/metrics";
import type { DatasetFolder } from "@pgt/runner";
import { readLabelMap } from "@pgt/runner";
import type { CaseFailure, StoredMask } from "@pgt/study";
import { RepeatedNotes } from "../repeated-notes.ts";
import type { BaseCase, BaseDataset } from "./base-dataset.ts";
import type { DerivedDataset, DerivedLabel } from "./derive-types.ts";
import { derivedMask } from "./derived-mask.ts";
import type { LabelRule, LabelTargets } from "./label-rule.ts";

/** Findings about one generator, gathered case by case. */
export interface VersionTally {
  matched: LabelTargets["matched"] | null;
  cases: number;
  overlapVoxels: number;
  readonly from: Map<number, Set<string>>;
  readonly found: Map<number, number>;
  readonly unused: Map<string, number>;
  /** Named by the map and found in no mask's table so far. */
  readonly unknown: Map<string, number>;
  readonly warnings: RepeatedNotes;
  readonly inputs: DerivedDataset["inputs"][number][];
  readonly failures: CaseFailure[];
}

export function newTally(): VersionTally {
  return {
    matched: null,
    cases: 0,
    overlapVoxels: 0,
    from: new Map(),
    found: new Map(),
    unused: new Map(),
    unknown: new Map(),
    warnings: new RepeatedNotes(),
    inputs: [],
    failures: [],
  };
}

/**
 * Equation 1: writes the labels of every case as the generator gives them. A case that fails is named and left out.
 */
export async function deriveVersion(
  base: BaseDataset,
  masks: ReadonlyMap<string, StoredMask>,
  rule: LabelRule,
  folder: DatasetFolder,
  { onCase, signal }: { readonly onCase: (id: string) => void; readonly signal?: AbortSignal },
): Promise<VersionTally> {
  const tally = newTally();
  for (const one of base.cases) {
    signal?.throwIfAborted();
    try {
      await deriveCase(one, masks.get(one.id)!, rule, base.fileEnding, folder, tally);
    } catch (error) {
      if (!(error instanceof PgtError) || error instanceof OutputError || error instanceof UsageError)
        throw error;
      const { code, message } = error;
      tally.failures.push({ case: one.id, comparison: rule.generator, code, message });
    }
    onCase(one.id);
  }
  return tally;
}

async function deriveCase(
  { id, label }: BaseCase,
  source: StoredMask,
  rule: LabelRule,
  ending: string,
  folder: DatasetFolder,
  tally: VersionTally,
): Promise<void> {
  const mask = await derivedMask(source, await readLabelMap(label), rule);
  tally.matched ??= mask.matched;
  if (mask.matched !== tally.matched) {
    const message = `${source.path}: its labels match by ${mask.matched}, those of the cases before by ${tally.matched}; give all masks of ${rule.generator} names, or none`;
    tally.failures.push({ case: id, comparison: rule.generator, code: "E_LABELS", message });
    return;
  }
  await folder.writeMask(`labelsTr/${id}${ending}`, mask.volume);
  tally.inputs.push(...mask.inputs.map((input) => ({ case: id, ...input })));
  tally.cases++;
  tally.overlapVoxels += mask.overlapVoxels;
  for (const [target, names] of mask.from) {
    const all = tally.from.get(target) ?? new Set();
    for (const name of names) all.add(name);
    tally.from.set(target, all);
  }
  countEach(tally.found, mask.found);
  countEach(tally.unused, mask.unused);
  countEach(tally.unknown, mask.unknown);
  tally.warnings.add(id, mask.warnings);
}

function countEach<K>(counts: Map<K, number>, keys: readonly K[]): void {
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Labels of the data set that the generator can produce, with what they were made of. */
export function derivedLabels(tally: VersionTally, names: ReadonlyMap<number, string>): DerivedLabel[] {
  return [...tally.from]
    .sort(([a], [b]) => a - b)
    .map(([label, from]) => ({
      label,
      name: names.get(label) ?? String(label),
      from: [...from],
      cases: tally.found.get(label) ?? 0,
    }));
}

import { noteText, someOf } from "@pgt/metrics";
import type { BaseDataset } from "./base-dataset.ts";
import type { VersionSplit } from "./case-splits.ts";
import { derivedLabels } from "./derive-version.ts";
import type { GeneratorMasks } from "./generator-masks.ts";
import type { DerivedVersion } from "./version-plan.ts";

/** Notes on a version for its user, one sentence each. */
export function notesOf(made: DerivedVersion, base: BaseDataset, split: VersionSplit | null): string[] {
  const {
    version: { rule, masks },
    tally,
  } = made;
  const { generator } = rule;
  const known = new Set(base.cases.map(({ id }) => id));
  const extra = [...masks.cases.keys()].filter((id) => !known.has(id));
  const unknown = [...tally.unknown].filter(([, cases]) => cases === tally.cases).map(([name]) => name);
  const never = derivedLabels(tally, base.labels).filter(({ cases }) => cases === 0);
  return [
    ...masks.notes.map(noteText),
    ...(extra.length > 0 ? [`${generator}: cases that the base lacks, left out: ${someOf(extra)}.`] : []),
    ...nameNotes(made, base),
    ...(unknown.length > 0
      ? [`the label map of ${generator} names labels that no mask knows: ${someOf(unknown)}.`]
      : []),
    ...(tally.cases > 0 && never.length > 0
      ? [`${generator}: in no case: ${someOf(never.map(({ name }) => name))}.`]
      : []),
    ...(tally.overlapVoxels > 0
      ? [
          `${generator}: ${tally.overlapVoxels} voxels are in two classes; the label with the higher number got them.`,
        ]
      : []),
    ...leakNote(generator, masks, split),
    ...[...tally.warnings].map(
      ([warning, cases]) => `${generator}, ${cases} of ${tally.cases} cases: ${warning}`,
    ),
  ];
}

function nameNotes({ version: { rule }, tally }: DerivedVersion, base: BaseDataset): string[] {
  const { generator } = rule;
  if (tally.matched === "number" && tally.cases > 0) {
    return [
      `${generator}: its labels have no names; they are taken by number, and to be able to be any label.`,
    ];
  }
  const unmatched = [...base.labels].filter(([label]) => !tally.from.has(label)).map(([, name]) => name);
  if (tally.matched !== "name" || unmatched.length === 0 || tally.unused.size === 0) return [];
  const advice = `if it has them under other names, a label map says which (--map ${generator}=FILE)`;
  return [`${generator}: no label of the name ${someOf(unmatched)}; ${advice}.`];
}

/** Note on in-domain predictions, which must come from the model that has not seen the case. */
function leakNote(generator: string, { foldOf }: GeneratorMasks, split: VersionSplit | null): string[] {
  if (foldOf.size === 0 || !split || split.folds.length < 2) return [];
  const seen = [...foldOf].filter(([id, fold]) => split.folds[fold]?.train.includes(id)).map(([id]) => id);
  if (seen.length === 0) return [];
  return [
    `${generator}: by the split, the model of its fold was trained on ${someOf(seen)}; not out-of-fold.`,
  ];
}

import { type Note, someOf } from "@pgt/metrics";
import type { BaseDataset } from "./base-dataset.ts";
import type { VersionSplit } from "./case-splits.ts";
import { derivedLabels } from "./derive-version.ts";
import type { GeneratorMasks } from "./generator-masks.ts";
import type { DerivedVersion } from "./version-plan.ts";

/** Notes on a version for its user. */
export function notesOf(made: DerivedVersion, base: BaseDataset, split: VersionSplit | null): Note[] {
  const {
    version: { rule, masks },
    tally,
  } = made;
  const entity = rule.generator;
  const known = new Set(base.cases.map(({ id }) => id));
  const extra = [...masks.cases.keys()].filter((id) => !known.has(id));
  const unknown = [...tally.unknown].filter(([, cases]) => cases === tally.cases).map(([name]) => name);
  const never = derivedLabels(tally, base.labels).filter(({ cases }) => cases === 0);
  const notes: Note[] = [...masks.notes];
  const add = (code: Note["code"], message: string, cases?: readonly string[]) =>
    notes.push({ code, entity, ...(cases && { cases }), message });
  if (extra.length > 0) add("N-CASES", "{entity}: cases that the base lacks, left out: {cases}.", extra);
  notes.push(...nameNotes(made, base));
  if (unknown.length > 0) {
    add("N-MAP", `the label map of {entity} names labels that no mask knows: ${someOf(unknown)}.`);
  }
  if (tally.cases > 0 && never.length > 0) {
    add("N-ABSENT", `{entity}: in no case: ${someOf(never.map(({ name }) => name))}.`);
  }
  if (tally.overlapVoxels > 0) {
    const message = `{entity}: ${tally.overlapVoxels} voxels are in two classes; the label with the higher number got them.`;
    add("N-CLASSES", message);
  }
  notes.push(...leakNote(entity, masks, split));
  for (const { note, cases } of tally.warnings) {
    const message = `{entity}, ${cases.length} of ${tally.cases} cases: ${note.message}`;
    notes.push({ ...note, entity, message });
  }
  return notes;
}

function nameNotes({ version: { rule }, tally }: DerivedVersion, base: BaseDataset): Note[] {
  const entity = rule.generator;
  if (tally.matched === "number" && tally.cases > 0) {
    const message =
      "{entity}: its labels have no names; they are taken by number, and to be able to be any label.";
    return [{ code: "N-NUMBERS", entity, message }];
  }
  const unmatched = [...base.labels].filter(([label]) => !tally.from.has(label)).map(([, name]) => name);
  if (tally.matched !== "name" || unmatched.length === 0 || tally.unused.size === 0) return [];
  const advice = "if it has them under other names, a label map says which (--map {entity}=FILE)";
  return [
    { code: "N-NUMBERS", entity, message: `{entity}: no label of the name ${someOf(unmatched)}; ${advice}.` },
  ];
}

/** Note on in-domain predictions, which must come from the model that has not seen the case. */
function leakNote(entity: string, { foldOf }: GeneratorMasks, split: VersionSplit | null): Note[] {
  if (foldOf.size === 0 || !split || split.folds.length < 2) return [];
  const cases = [...foldOf].filter(([id, fold]) => split.folds[fold]?.train.includes(id)).map(([id]) => id);
  if (cases.length === 0) return [];
  const message = "{entity}: by the split, the model of its fold was trained on {cases}; not out-of-fold.";
  return [{ code: "N-FOLDS", entity, cases, message }];
}

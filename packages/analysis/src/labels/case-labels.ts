import type { LabelSpec, Note } from "@pgt/metrics";
import { labelNamesOf, type Mask, type Plan } from "@pgt/runner";
import { type LabelSide, labelVocabulary, matchLabels } from "@pgt/study";

/** Names of a run by their numbers: a structure has one number in all masks that name it. */
export class RunVocabulary {
  names: ReadonlyMap<number, string> = new Map();

  add({ names }: LabelSide): void {
    if (names) this.names = labelVocabulary([this.names, names]);
  }
}

/** Labels of the masks of one case, each matched with those of the first: by name where both name theirs, else by number. */
export class CaseLabels {
  /** Labels matched so far, with their names. */
  readonly names = new Map<number, string>();
  readonly notes: Note[] = [];
  /** Labels of `names` that a mask has. */
  readonly found = new Set<number>();
  /** All numbers of the masks. */
  readonly present = new Set<number>();
  private first: LabelSide | null = null;

  constructor(
    private readonly plan: Pick<Plan, "asked" | "dataset">,
    private readonly vocabulary: RunVocabulary = new RunVocabulary(),
  ) {}

  /** @returns the labels asked for, else those that this mask or the first has; `predictionIds` are its numbers for each. */
  match(side: LabelSide): readonly LabelSpec[] {
    this.first ??= side;
    const { asked, dataset } = this.plan;
    const { labels, found, warnings } = matchLabels({
      reference: this.first,
      prediction: side,
      vocabulary: this.vocabulary.names,
      ...(asked && { asked }),
      ...(dataset && { dataset }),
    });
    for (const label of found) this.found.add(label);
    for (const id of side.ids) this.present.add(id);
    this.vocabulary.add(side);
    this.notes.push(...warnings.map((note) => (side.source ? { ...note, file: side.source } : note)));
    for (const { label, name } of labels) {
      const known = this.names.get(label);
      if (known === undefined || known === String(label)) this.names.set(label, name);
    }
    return labels;
  }
}

/** The labels of a mask as they are matched. @param ids that its voxels have. */
export function labelSideOf(mask: Mask, ids: readonly number[]): LabelSide {
  const names = labelNamesOf(mask);
  return { ids, byName: mask.byName, source: mask.source, ...(names && { names }) };
}

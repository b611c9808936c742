import { type Note, someOf } from "@pgt/metrics";

/** A label of the reference, in the numbering of the run. */
export interface NamedLabel {
  readonly label: number;
  readonly name: string;
}

/** The labels that an entity can produce, after its map. */
export interface LabelSet {
  readonly id: string;
  /** Null: its masks name no labels, so none can be said to be out of its reach. */
  readonly labels: readonly NamedLabel[] | null;
}

export interface DroppedLabel extends NamedLabel {
  /** Generators that cannot produce it. */
  readonly lackedBy: readonly string[];
  /** Generators that can. */
  readonly generators: readonly string[];
  /** Reason in a sentence: `prostate: not in TotalSegmentator`. */
  readonly reason: string;
}

export interface CommonLabels {
  readonly labels: readonly NamedLabel[];
  readonly dropped: readonly DroppedLabel[];
  /** Labels of generators that the reference does not have: never compared. */
  readonly foreign: readonly { readonly id: string; readonly labels: readonly NamedLabel[] }[];
}

/**
 * Equation 3 of Jaus et al. 2025: the labels of the reference that every generator can produce after remapping,
 * background excepted. What is dropped is listed with its reason.
 *
 * @param reference in the order in which labels are reported.
 */
export function commonLabels(
  reference: readonly NamedLabel[],
  generators: readonly LabelSet[],
): CommonLabels {
  const own = reference.filter(({ label }) => label !== 0);
  const sets = generators.map(({ id, labels }) => ({
    id,
    has: labels === null ? null : new Set(labels.map(({ label }) => label)),
  }));
  const labels: NamedLabel[] = [];
  const dropped: DroppedLabel[] = [];
  for (const { label, name } of own) {
    const lackedBy = sets.flatMap(({ id, has }) => (has === null || has.has(label) ? [] : [id]));
    if (lackedBy.length === 0) labels.push({ label, name });
    else {
      dropped.push({
        label,
        name,
        lackedBy,
        generators: sets.flatMap(({ id }) => (lackedBy.includes(id) ? [] : [id])),
        reason: `${name}: not in ${lackedBy.join(", ")}`,
      });
    }
  }
  const known = new Set(own.map(({ label }) => label));
  const foreign = generators.flatMap(({ id, labels: all }) => {
    const others = (all ?? []).filter(({ label }) => label !== 0 && !known.has(label));
    return others.length > 0 ? [{ id, labels: others }] : [];
  });
  return { labels, dropped, foreign };
}

/** Notes on generators with labels that the reference does not have. */
export function foreignLabels({ foreign }: CommonLabels): Note[] {
  return foreign.map(({ id, labels }) => {
    const names = someOf(labels.map(({ name }) => name));
    const what = labels.length === 1 ? "a label" : `${labels.length} labels`;
    return {
      code: "N-LABELS",
      entity: id,
      message: `{entity} has ${what} that the reference does not name, left out: ${names}.`,
    };
  });
}

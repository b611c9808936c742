import type { ScoreRow } from "@pgt/metrics";
import type { RunScores } from "@pgt/runner";
import { type CommonLabels, commonLabels, type DroppedLabel, type NamedLabel } from "@pgt/study";
import type { LoadedQuality } from "./loaded-quality.ts";

/** Labels of a run by whom can produce them: by the maps where there are any, else by the tables of the masks. */
export function labelsOfRun(
  { rows, counts }: RunScores,
  { reference, generators, mapped, plan }: LoadedQuality,
): CommonLabels {
  const names = new Map(rows.map(({ label, name }) => [label, name]));
  const named = (labels: Iterable<number>): NamedLabel[] =>
    [...labels].sort((a, b) => a - b).map((label) => ({ label, name: names.get(label) ?? String(label) }));
  const inReference = new Set(counts.filter((row) => row.inReference).map(({ label }) => label));
  const order = plan.dataset?.labels.map(({ label }) => label);
  const all = named(order ? order.filter((label) => inReference.has(label)) : inReference);
  const sets = generators.map(({ id }) => {
    const ofMap = mapped.get(id);
    const scored = counts.filter(({ b, inPrediction }) => b === id && inPrediction);
    // A generator of which nothing could be compared takes no label from the others.
    if (!ofMap && scored.length === 0) return { id, labels: null };
    return { id, labels: ofMap ?? named(new Set(scored.map(({ label }) => label))) };
  });
  const makes = mapped.get(reference.id);
  const own = makes ? all.filter(({ label }) => makes.some((one) => one.label === label)) : all;
  const common = commonLabels(own, sets);
  const notMade = all.filter((label) => !own.includes(label));
  return {
    ...common,
    dropped: [...common.dropped, ...notMade.map((label) => notInMap(label, reference.id))],
  };
}

function notInMap({ label, name }: NamedLabel, id: string): DroppedLabel {
  return { label, name, lackedBy: [id], generators: [], reason: `${name}: not in the label map of ${id}` };
}

/**
 * The rows of the reference's labels; those of a label that a generator cannot produce have no value, whatever the empty
 * mask was worth.
 */
export function rowsOfLabels(rows: readonly ScoreRow[], { labels, dropped }: CommonLabels): ScoreRow[] {
  const kept = new Set([...labels, ...dropped].map(({ label }) => label));
  const lacking = new Set(dropped.flatMap(({ label, lackedBy }) => lackedBy.map((id) => `${label} ${id}`)));
  return rows
    .filter(({ label }) => kept.has(label))
    .map((row) => {
      const isLacking = lacking.has(`${row.label} ${row.b}`) || lacking.has(`${row.label} ${row.a}`);
      if (!isLacking) return row;
      const { toolValue: _, ...rest } = row;
      return { ...rest, value: null, reason: "NOT_IN_LABELSET" };
    });
}

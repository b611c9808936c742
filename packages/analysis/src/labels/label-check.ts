import type { MaskRow } from "@pgt/metrics";
import { type LabelRemedy, labelUseWarnings, type Warning } from "@pgt/stats";

/** More labels than this are the grey values of an image rather than structures. */
const manyLabels = 256;

/** Words for the map that unites two labels, of a command that takes maps in a study manifest alone. */
export const mapInManifest: LabelRemedy = (from, to, entities) =>
  `give the study as a manifest (pgt init proposes one), with map: { ${from}: ${to} } for ${entities}`;

/** Words for the map that unites two labels of the same structure. */
export function relabelRemedy(from: number, to: number, entities: string): string {
  const id = / and |, /.test(entities) ? "ID" : entities;
  return `relabel ${entities}, for instance ${from} as ${to} (--map ${id}=${from}:${to})`;
}

/**
 * W-LABELS for each set that has no label in common with the reference, or as many as an image has values. Sets that
 * share some labels may well have others of their own.
 */
export function labelCheck(
  masks: readonly MaskRow[],
  reference: string,
  others: readonly string[],
): Warning[] {
  const labelsOf = (id: string) =>
    new Set(masks.flatMap(({ entity, label, volumeMl }) => (entity === id && volumeMl > 0 ? [label] : [])));
  const own = labelsOf(reference);
  return others.flatMap((id) => {
    const labels = labelsOf(id);
    const sharesSome = [...labels].some((label) => own.has(label));
    if (sharesSome && labels.size <= manyLabels && own.size <= manyLabels) return [];
    const of = masks.filter(({ entity }) => entity === reference || entity === id);
    return labelUseWarnings({ masks: of, raters: [reference], models: [id] }, relabelRemedy);
  });
}

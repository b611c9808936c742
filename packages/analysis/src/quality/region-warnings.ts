import type { QualityWarning } from "@pgt/stats";
import { type MatchedEntity, regionWarningCode } from "@pgt/study";
import type { LoadedQuality } from "./loaded-quality.ts";

const mark = `${regionWarningCode}: `;

/** Whether a note on a mask is about a region that it may hold otherwise. */
export function isRegionWarning(text: string): boolean {
  return text.includes(mark);
}

/** What the comparisons say of regions, as warnings of the dataset; the rest are notes on files. */
export function regionWarnings(
  { dataset, regionWarnings: ofTables = [] }: LoadedQuality,
  texts: readonly string[],
  generators: readonly MatchedEntity[],
): QualityWarning[] {
  const of = { code: regionWarningCode, dataset, label: null, metric: null };
  const found = new Map<string, QualityWarning>();
  for (const text of texts) {
    const at = text.indexOf(mark);
    if (at < 0) continue;
    const sentence = text.slice(at + mark.length);
    const from = generators.find(({ cases }) =>
      [...cases.values()].some(({ path }) => text.startsWith(`${path}: `) || text.startsWith(`${path} and `)),
    );
    const others = Number(/ and (\d+) other masks: $/.exec(text.slice(0, at))?.[1] ?? 0);
    // Masks of several generators about which the same is said stand together.
    const isOne = from !== undefined && others < from.cases.size;
    const message = isOne ? `${from.id}: ${sentence}` : sentence;
    found.set(message, { ...of, generator: isOne ? from.id : null, message });
  }
  return [...found.values(), ...ofTables.map((message) => ({ ...of, generator: null, message }))];
}

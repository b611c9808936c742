import { foldNotes, type Note, sentenceOf } from "@pgt/metrics";
import type { QualityWarning } from "@pgt/stats";
import type { LoadedQuality } from "./loaded-quality.ts";

const code = "W-REGION";

/** Notes on regions that a mask may hold otherwise, and those on other oddities of files. */
export function splitByRegion(notes: readonly Note[]) {
  return {
    ofRegions: notes.filter((note) => note.code === code),
    ofFiles: notes.filter((note) => note.code !== code),
  };
}

/** Notes on regions as warnings of the dataset: one for each generator, or for all whose masks show the same. */
export function regionWarnings(
  { dataset, regionWarnings: ofTables = [] }: LoadedQuality,
  notes: readonly Note[],
): QualityWarning[] {
  const of = { code, dataset, label: null, metric: null };
  const found = new Map<string, QualityWarning>();
  for (const { file: _file, others: _others, case: _case, entity, ...said } of foldNotes(notes)) {
    const sentence = sentenceOf(said);
    const message = entity === undefined ? sentence : `${entity}: ${sentence}`;
    found.set(message, { ...of, generator: entity ?? null, message });
  }
  return [...found.values(), ...ofTables.map((message) => ({ ...of, generator: null, message }))];
}

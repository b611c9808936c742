import { foldNotes, type Note } from "@pgt/metrics";
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
  const of = { code, dataset, label: null, metric: null } as const;
  const found = foldNotes(notes).map(
    ({ file: _file, others: _others, case: _case, entity, message, ...said }): QualityWarning => ({
      ...{ ...said, ...of, generator: entity ?? null },
      message: entity === undefined ? message : `${entity}: ${message}`,
    }),
  );
  const distinct = new Map(found.map((one) => [JSON.stringify(one), one]));
  return [...distinct.values(), ...ofTables.map((note) => ({ ...note, ...of, generator: null }))];
}

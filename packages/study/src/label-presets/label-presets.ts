import datasets from "./datasets.json" with { type: "json" };
import { totalSegmentatorSource, totalSegmentatorTasks } from "./totalsegmentator.ts";

/** The published label table of a data set, or of a task of a tool. */
export interface LabelPreset {
  readonly id: string;
  /** Label id -> name, spelt as published; 0 is background and left out. */
  readonly names: ReadonlyMap<number, string>;
  readonly source: string;
}

const presets: ReadonlyMap<string, LabelPreset> = new Map(
  [...datasetPresets(), ...taskPresets()].map((preset) => [preset.id, preset]),
);

/** The table of a data set (`amos22`) or of a task of TotalSegmentator (`totalsegmentator-total`), by its id. */
export function labelPreset(id: string): LabelPreset | undefined {
  return presets.get(id);
}

/** Data sets first, then the tasks of TotalSegmentator. */
export function labelPresetIds(): readonly string[] {
  return [...presets.keys()];
}

function datasetPresets(): LabelPreset[] {
  return datasets.map(({ id, source, names }) => ({
    id,
    source,
    names: new Map(names.map((name, place) => [place + 1, name])),
  }));
}

function taskPresets(): LabelPreset[] {
  return [...totalSegmentatorTasks].map(([task, names]) => ({
    id: `totalsegmentator-${task}`,
    names,
    source: totalSegmentatorSource,
  }));
}

import maps from "./maps.json" with { type: "json" };

/** A label map from a tool's labels to a data set's. */
export interface LabelPresetMap {
  /** `totalsegmentator-to-word`. */
  readonly id: string;
  /** Preset whose labels the map makes; of these, those without a counterpart are not in the map. */
  readonly to: string;
  /** The map as YAML, for `readLabelMapFile` or to be edited by a person; what does not fit exactly in comments. */
  readonly yaml: string;
}

/**
 * A map by its id. The sources are class names of TotalSegmentator's tasks `total`, `total_v1`, `total_v3` and
 * `total_mr`, which spell them alike.
 */
export function labelPresetMap(id: string): LabelPresetMap | undefined {
  const found = maps.find(({ to }) => idOf(to) === id);
  return found && { id, to: found.to, yaml: yamlOf(found) };
}

export function labelPresetMapIds(): readonly string[] {
  return maps.map(({ to }) => idOf(to));
}

function idOf(to: string): string {
  return `totalsegmentator-to-${to}`;
}

function yamlOf({ to, notes, map }: (typeof maps)[number]): string {
  const lines = Object.entries(map).map(
    ([target, sources]) => `${target}: [${sources.split(" ").join(", ")}]`,
  );
  const head = [`TotalSegmentator (task total) to ${to}; this project's choice of counterparts.`, notes];
  return [...head.filter((line) => line !== "").map((line) => `# ${line}`), ...lines, ""].join("\n");
}

import { InputError, someOf } from "@pgt/metrics";
import { NameTable, type ResolvedLabelMap, unionTargets } from "@pgt/study";

type LabelNames = ReadonlyMap<number, string>;

/** Rule by which labels of a generator become those of the data set. */
export interface LabelRule {
  readonly generator: string;
  /** Labels of the data set, id -> name. */
  readonly labels: LabelNames;
  readonly datasetFile: string;
  readonly map?: ResolvedLabelMap;
  /** The data set has regions, whose member ids have no names: without a map, numbers are matched. */
  readonly byNumber?: boolean;
  /** Names of the generator's own numbers, before those that a mask itself carries. */
  readonly names?: LabelNames;
}

/** Labels that those of one mask become. */
export interface LabelTargets {
  readonly matched: "map" | "name" | "number";
  /** Number in the mask -> id of the data set; 0 for one that the map makes background. */
  readonly targets: ReadonlyMap<number, number>;
  /** Labels that the map names and the mask's table lacks. */
  readonly unknown: readonly string[];
}

/**
 * Matches labels by the map if there is one, else by name where the mask's labels have names, else by number.
 *
 * @param own the table of the mask: of its file, or the names of its classes.
 * @param present the numbers that occur in it.
 * @throws InputError E_LABELS if nothing can be matched, or a number is no label of the data set.
 */
export function labelTargets(
  rule: LabelRule,
  own: LabelNames | undefined,
  present: readonly number[],
  source: string,
): LabelTargets {
  const names = rule.names ?? own;
  const table = new NameTable(names);
  if (rule.map) return byMap(rule, rule.map, table, source);
  return table.isEmpty || rule.byNumber ? byNumber(rule, present, source) : byName(rule, table, source);
}

function byMap(rule: LabelRule, map: ResolvedLabelMap, table: NameTable, source: string): LabelTargets {
  const targets = unionTargets(map, table, (key) => {
    const message = `the label map of ${rule.generator} names "${key}", and the file names no labels. Give the generator's names (--names ${rule.generator}=FILE), or write numbers in the map`;
    return new InputError("E_LABELS", source, message);
  });
  return { matched: "map", ...targets };
}

function byName(rule: LabelRule, table: NameTable, source: string): LabelTargets {
  const targets = new Map<number, number>();
  for (const [label, name] of rule.labels) {
    const id = table.idOf(name);
    if (id !== undefined) targets.set(id, label);
  }
  if (targets.size > 0) return { matched: "name", targets, unknown: [] };
  const theirs = table.entries().map(([, name]) => name);
  const message = `no label name in common with ${rule.datasetFile} (${someOf([...rule.labels.values()], 3)}); found ${someOf(theirs, 3)}. Give a label map: --map ${rule.generator}=FILE`;
  throw new InputError("E_LABELS", source, message);
}

function byNumber(rule: LabelRule, present: readonly number[], source: string): LabelTargets {
  const foreign = present.filter((id) => id !== 0 && !rule.labels.has(id));
  if (foreign.length > 0) {
    const message = `label ${someOf(foreign.map(String))} is not in ${rule.datasetFile}, and the file names no labels. Give a label map (--map ${rule.generator}=FILE) or names (--names ${rule.generator}=FILE)`;
    throw new InputError("E_LABELS", source, message);
  }
  return { matched: "number", targets: new Map([...rule.labels.keys()].map((id) => [id, id])), unknown: [] };
}

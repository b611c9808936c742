import { alignTo, type ChannelFile, checkSumsToOne } from "@pgt/io";
import { InputError, type ProbabilityVolume } from "@pgt/metrics";
import { type InputHash, readChannels } from "@pgt/runner";
import { type MaskSource, NameTable, type Relabelling, unionTargets } from "@pgt/study";
import type { CaseLabels } from "../labels/case-labels.ts";
import type { SourceSet } from "./load-sets.ts";
import type { Grid } from "./read-case.ts";
import type { Structure } from "./structure-bits.ts";

/** The structures that maps are sought for. */
interface SoughtMaps {
  readonly grid: Grid;
  readonly structures: readonly Structure[];
  /** Labels of the case, with which channels that have names are matched. */
  readonly labels?: CaseLabels;
}

/**
 * Finds the probability map of each structure in the files of a source; null where it has none. Hashes of the files are
 * added to `inputs`, if they are wanted.
 *
 * @throws InputError for a file that is no map, or whose structure is not known.
 */
export async function readMaps(
  id: string,
  { parts }: SourceSet,
  sought: SoughtMaps,
  inputs: InputHash[] | null,
): Promise<(structure: Structure) => ProbabilityVolume | null> {
  const { grid, structures } = sought;
  const maps = new Map<number, () => ProbabilityVolume>();
  for (const { cases, label } of parts) {
    const source = cases.get(id);
    if (!source) continue;
    const file = await readChannels(onlyFile(source), inputs);
    const numbers = numberingOf(file, source, sought);
    const add = (structure: Structure, read: () => ProbabilityVolume) =>
      maps.set(structure.label, () => alignTo({ reference: grid, prediction: read() }));
    if (file.channels === 1) {
      const map = file.probabilities(0);
      add(structureOf(file, numbers, label, structures), () => map);
      continue;
    }
    checkClasses(file, label);
    for (const structure of structures) add(structure, () => sumOfClasses(file, structure, numbers));
  }
  return ({ label }) => maps.get(label)?.() ?? null;
}

function onlyFile(source: MaskSource): string {
  if (source.kind === "file") return source.path;
  throw new InputError(
    "E_CHANNELS",
    source.path,
    "a file of probabilities was expected, a folder of one file per class found; give each class as a folder of its own, ID=DIR:LABEL",
  );
}

function checkClasses(file: ChannelFile, label: number | undefined): void {
  checkSumsToOne(file);
  if (label === undefined) return;
  const found = `expected 3-D maps of label ${label}, found ${file.channels} channels`;
  throw new InputError("E_CHANNELS", file.source, `${found}, which are classes: leave the label out`);
}

/** Numbers of the file for each label of the case; null where nothing says what its numbers are. */
type Numbering = ReadonlyMap<number, readonly number[]> | null;

function numberingOf(file: ChannelFile, source: MaskSource, { labels }: SoughtMaps): Numbering {
  const relabelling = source.kind === "file" ? source.relabelling : undefined;
  if (!relabelling || !labels) return null;
  const { own, names, numbers } = ownNumbers(file, relabelling);
  const matched = labels.match({ ids: numbers, source: file.source, ...(names && { names }) });
  return new Map(
    matched.map(({ label, predictionIds }) => [
      label,
      own.filter((_, at) => predictionIds.includes(numbers[at])),
    ]),
  );
}

/** Numbers that the file uses, and what they are by the entity's map; with the names of the latter. */
function ownNumbers({ source, channels }: ChannelFile, { id, map, names, studyNames }: Relabelling) {
  const classes = Array.from({ length: channels - 1 }, (_, at) => at + 1);
  if (!map) {
    const own = channels > 1 ? classes : [...(names?.keys() ?? [])];
    return { own, numbers: own, names };
  }
  const { targets } = unionTargets(map, new NameTable(names), (key) => {
    const message = `the label map of ${id} names "${key}", and channels have no names: give the entity its labels`;
    return new InputError("E_LABELS", source, message);
  });
  const own = channels > 1 ? classes : [...targets.keys()];
  return { own, numbers: own.map((one) => targets.get(one) ?? 0), names: studyNames };
}

function structureOf(
  { source }: ChannelFile,
  numbers: Numbering,
  label: number | undefined,
  structures: readonly Structure[],
): Structure {
  const ofEntity = numbers && structures.filter((one) => (numbers.get(one.label) ?? []).length > 0);
  const known = ofEntity ?? structures;
  const named = structures.find((structure) => structure.label === label);
  if (named) return named;
  if (label !== undefined) return { label, name: String(label), ids: [label] };
  if (known.length === 1) return known[0];
  const found = known.map((structure) => `${structure.label} (${structure.name})`).join(", ");
  throw new InputError(
    "E_CHANNELS",
    source,
    `a 3-D map is of one structure, and there are ${found || "none"}; say which: ID=DIR:LABEL, or labels of the entity in a manifest`,
  );
}

/** Probability of a structure: of a region the sum of its classes. */
function sumOfClasses(
  file: ChannelFile,
  { label, name, ids }: Structure,
  numbers: Numbering,
): ProbabilityVolume {
  const channels = numbers ? (numbers.get(label) ?? []) : ids;
  const missing = channels.length === 0 ? label : channels.find((id) => id >= file.channels);
  if (missing !== undefined) {
    const of = name === String(label) ? `structure ${label}` : `structure ${label} (${name})`;
    const found = `no channel for label ${missing} of ${of}: there are ${file.channels}, background first`;
    throw new InputError("E_CHANNELS", file.source, found);
  }
  const [first, ...others] = channels.map((id) => file.probabilities(id));
  if (others.length === 0) return first;
  const sum = Float32Array.from(first.data, (code) => (first.levels ? first.levels[code] : code));
  for (const { data, levels } of others) {
    for (let voxel = 0; voxel < sum.length; voxel++) {
      sum[voxel] = Math.min(1, sum[voxel] + (levels ? levels[data[voxel]] : data[voxel]));
    }
  }
  return { ...first, data: sum, levels: null };
}

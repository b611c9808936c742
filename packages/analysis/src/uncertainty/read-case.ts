import type { BitMask } from "@pgt/engine";
import { alignTo, type ChannelFile, checkSumsToOne } from "@pgt/io";
import { InputError, type LabelVolume, type Note, type ProbabilityVolume } from "@pgt/metrics";
import { alignMasks, type Mask, maskOf, readChannels, readMask } from "@pgt/runner";
import type { MaskSource } from "@pgt/study";
import type { LoadedSets, SourceSet } from "./load-sets.ts";
import { type Annotation, annotationOf, type Structure } from "./structure-bits.ts";

export type Grid = Pick<LabelVolume, "shape" | "spacingMm" | "affine" | "source">;

export interface CaseRaters {
  readonly ids: readonly string[];
  /** Grid that everything else is brought onto. */
  readonly grid: Grid;
  readonly structures: readonly Structure[];
  /** Voxels of a structure by rater. */
  readonly masks: (structure: Structure) => readonly BitMask[];
  readonly notes: readonly Note[];
}

/**
 * Reads the masks of all raters of a case, one after the other.
 *
 * @throws InputError for a file, or a grid that is not that of the first rater.
 */
export async function readRaters(
  id: string,
  { raters, classIds }: LoadedSets,
  wanted: readonly Structure[] | null,
): Promise<CaseRaters> {
  const owners = raters.filter(({ cases }) => cases.has(id));
  let first: Mask | undefined;
  const annotations: Annotation[] = [];
  const notes: Note[] = [];
  for (const { cases } of owners) {
    const read = await readMask(cases.get(id)!, classIds);
    const mask: Mask = first ? alignMasks(first, read) : read;
    first ??= { ...mask, layers: mask.layers.map(withoutVoxels) };
    notes.push(...mask.layers.flatMap(({ warnings = [] }) => warnings));
    annotations.push(annotationOf(mask.layers, wanted));
  }
  const [grid] = first!.layers;
  const names = new Map(annotations.flatMap((one) => [...one.names]).reverse());
  const found = [...new Set(annotations.flatMap(({ bits }) => [...bits.keys()]))].sort((a, b) => a - b);
  const empty = emptyMask(grid);
  return {
    ids: owners.map((owner) => owner.id),
    grid,
    structures:
      wanted ?? found.map((label) => ({ label, name: names.get(label) ?? String(label), ids: [label] })),
    masks: ({ label }) => annotations.map(({ bits }) => bits.get(label) ?? empty),
    notes,
  };
}

/** The grid, whose voxels may be forgotten. */
function withoutVoxels({ data: _, ...grid }: LabelVolume): LabelVolume {
  return { ...grid, data: new Uint8Array(0) };
}

export function emptyMask({ shape }: Grid): BitMask {
  return { shape, firstRow: 0, rows: 0, words: new Uint32Array(0) };
}

/**
 * Finds the probability map of each structure in the files of a source; null where it has none.
 *
 * @throws InputError for a file that is no map, or whose structure is not known.
 */
export async function readMaps(
  id: string,
  { parts }: SourceSet,
  { grid, structures }: Pick<CaseRaters, "grid" | "structures">,
): Promise<(structure: Structure) => ProbabilityVolume | null> {
  const maps = new Map<number, () => ProbabilityVolume>();
  for (const { cases, label } of parts) {
    const source = cases.get(id);
    if (!source) continue;
    const file = await readChannels(onlyFile(source));
    if (file.channels > 1) checkClasses(file, label);
    for (const structure of file.channels > 1 ? structures : [structureOf(file, label, structures)]) {
      maps.set(structure.label, () => alignTo({ reference: grid, prediction: mapOf(file, structure) }));
    }
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

function structureOf(
  { source }: ChannelFile,
  label: number | undefined,
  structures: readonly Structure[],
): Structure {
  const named = structures.find((structure) => structure.label === label);
  if (named) return named;
  if (label !== undefined) return { label, name: String(label), ids: [label] };
  if (structures.length === 1) return structures[0];
  const found = structures.map((structure) => `${structure.label} (${structure.name})`).join(", ");
  throw new InputError(
    "E_CHANNELS",
    source,
    `a 3-D map is of one structure, and there are ${found || "none"}; say which: ID=DIR:LABEL`,
  );
}

/** Probability of a structure: of a region the sum of its classes. */
function mapOf(file: ChannelFile, { label, ids }: Structure): ProbabilityVolume {
  if (file.channels === 1) return file.probabilities(0);
  const missing = ids.find((id) => id >= file.channels);
  if (missing !== undefined) {
    const found = `no channel for label ${missing} of structure ${label}: there are ${file.channels}, background first`;
    throw new InputError("E_CHANNELS", file.source, found);
  }
  const [first, ...others] = ids.map((id) => file.probabilities(id));
  if (others.length === 0) return first;
  const sum = Float32Array.from(first.data, (code) => (first.levels ? first.levels[code] : code));
  for (const { data, levels } of others) {
    for (let voxel = 0; voxel < sum.length; voxel++) {
      sum[voxel] = Math.min(1, sum[voxel] + (levels ? levels[data[voxel]] : data[voxel]));
    }
  }
  return { ...first, data: sum, levels: null };
}

/** Reads the samples of a source, one after the other. */
export async function readSamples(
  id: string,
  { parts }: SourceSet,
  { grid, structures }: CaseRaters,
  classIds: ReadonlyMap<string, number>,
): Promise<readonly Annotation[]> {
  const samples: Annotation[] = [];
  const reference = maskOf({ ...grid, data: new Uint8Array(0) });
  for (const { cases } of parts) {
    const source = cases.get(id);
    if (!source) continue;
    if (source.kind !== "file" || source.relabelling) {
      const mask = alignMasks(reference, await readMask(source, classIds));
      samples.push(annotationOf(mask.layers, structures));
      continue;
    }
    const file = await readChannels(source.path);
    for (let channel = 0; channel < file.channels; channel++) {
      const volume = alignTo({ reference: grid, prediction: file.labels(channel) });
      samples.push(annotationOf([volume], structures));
    }
  }
  return samples;
}

import type { BitMask } from "@pgt/engine";
import { alignTo } from "@pgt/io";
import type { LabelVolume, Note } from "@pgt/metrics";
import { alignMasks, type InputHash, type Mask, maskOf, type Plan, readMask, readVolumes } from "@pgt/runner";
import { relabelVolume } from "@pgt/study";
import { CaseLabels, type RunVocabulary } from "../labels/case-labels.ts";
import type { LoadedSets, SourceSet } from "./load-sets.ts";
import { type Structure, type StructureBits, structureBits } from "./structure-bits.ts";

export type Grid = Pick<LabelVolume, "shape" | "spacingMm" | "affine" | "source">;

export interface CaseRaters {
  readonly ids: readonly string[];
  /** Grid that everything else is brought onto. */
  readonly grid: Grid;
  readonly structures: readonly Structure[];
  /** Labels of the raters, with which those of maps and samples are matched. */
  readonly labels: CaseLabels;
  /** Voxels of a structure by rater. */
  readonly masks: (structure: Structure) => readonly BitMask[];
  /** All that each rater marks, in the order of `ids`. */
  readonly annotations: readonly StructureBits[];
  /** Notes on the files of the raters. */
  readonly notes: readonly Note[];
}

/** List for the hashes of what is read of a maker; null if nobody asks for them. */
export type HashesOf = (maker: string) => InputHash[] | null;

/**
 * Reads the masks of all raters of a case, one after the other.
 *
 * @throws InputError for a file, or a grid that is not that of the first rater.
 */
export async function readRaters(
  id: string,
  { raters, classIds, plan }: LoadedSets,
  vocabulary: RunVocabulary,
  hashesOf: HashesOf,
): Promise<CaseRaters> {
  const owners = raters.filter(({ cases }) => cases.has(id));
  const labels = new CaseLabels(plan, vocabulary);
  let first: Mask | undefined;
  const annotations: StructureBits[] = [];
  const notes: Note[] = [];
  for (const { id: rater, cases } of owners) {
    const inputs = hashesOf(rater);
    const read = await readMask(cases.get(id)!, classIds, inputs !== null);
    inputs?.push(...(read.inputs ?? []));
    const mask: Mask = first ? alignMasks(first, read) : read;
    first ??= { ...mask, layers: mask.layers.map(withoutVoxels) };
    notes.push(...mask.layers.flatMap(({ warnings = [] }) => warnings));
    annotations.push(structureBits(mask, labels));
  }
  const [grid] = first!.layers;
  const empty = emptyMask(grid);
  return {
    ids: owners.map((owner) => owner.id),
    grid,
    structures: structuresOf(labels, plan),
    labels,
    annotations,
    masks: ({ label }) => annotations.map((bits) => bits.get(label) ?? empty),
    notes,
  };
}

/** Structures asked for or named by the study, in that order, else those that a rater marks. */
function structuresOf({ names }: CaseLabels, { asked, dataset }: Plan): Structure[] {
  const structures = [...names].map(([label, name]) => {
    const ids = dataset?.labels.find((one) => one.label === label)?.ids ?? [label];
    return { label, name, ids };
  });
  return asked || dataset ? structures : structures.sort((a, b) => a.label - b.label);
}

/** The grid, whose voxels may be forgotten. */
function withoutVoxels({ data: _, ...grid }: LabelVolume): LabelVolume {
  return { ...grid, data: new Uint8Array(0) };
}

export function emptyMask({ shape }: Grid): BitMask {
  return { shape, firstRow: 0, rows: 0, words: new Uint32Array(0) };
}

/** Reads the samples of a source, one after the other; hashes are added to `inputs`, if they are wanted. */
export async function readSamples(
  id: string,
  { parts }: SourceSet,
  { grid, labels }: CaseRaters,
  classIds: ReadonlyMap<string, number>,
  inputs: InputHash[] | null,
): Promise<readonly StructureBits[]> {
  const samples: StructureBits[] = [];
  const reference = maskOf({ ...grid, data: new Uint8Array(0) });
  for (const { cases } of parts) {
    const source = cases.get(id);
    if (!source) continue;
    if (source.kind !== "file") {
      const mask = await readMask(source, classIds, inputs !== null);
      inputs?.push(...(mask.inputs ?? []));
      samples.push(structureBits(alignMasks(reference, mask), labels));
      continue;
    }
    const { path, relabelling } = source;
    for (const read of await readVolumes(path, inputs)) {
      const volume = alignTo({ reference: grid, prediction: read() });
      samples.push(structureBits(maskOf(relabelling ? relabelVolume(volume, relabelling) : volume), labels));
    }
  }
  return samples;
}

import { alignTo } from "@pgt/io";
import type { LabelVolume, Note } from "@pgt/metrics";
import { type InputHash, readLabelMapNoting } from "@pgt/runner";
import { relabelVolume, type StoredMask } from "@pgt/study";
import { type LabelRule, type LabelTargets, labelTargets } from "./label-rule.ts";

/** A generator's mask of one case in the labels of the data set, on the grid of its label. */
export interface DerivedMask {
  readonly volume: LabelVolume;
  readonly matched: LabelTargets["matched"];
  /** Labels of the data set that the mask can hold -> what the generator calls them. */
  readonly from: ReadonlyMap<number, readonly string[]>;
  readonly unknown: readonly string[];
  /** Labels of the generator that occur and became nothing. */
  readonly unused: readonly string[];
  /** Labels of the data set that occur. */
  readonly found: readonly number[];
  readonly overlapVoxels: number;
  readonly warnings: readonly Note[];
  /** Files of the generator, as they were read. */
  readonly inputs: readonly InputHash[];
}

/**
 * @param grid the label of the same case in the base data set.
 * @throws InputError for a file that cannot be read, lies on another grid, or whose labels cannot be matched.
 */
export async function derivedMask(
  source: StoredMask,
  grid: LabelVolume,
  rule: LabelRule,
): Promise<DerivedMask> {
  return source.kind === "file" ? ofFile(source.path, grid, rule) : ofClasses(source, grid, rule);
}

async function ofFile(path: string, grid: LabelVolume, rule: LabelRule): Promise<DerivedMask> {
  const inputs: InputHash[] = [];
  const read = alignTo({ reference: grid, prediction: await readLabelMapNoting(path, inputs) });
  const present = distinct(read.data);
  const own = rule.names ?? read.labelNames;
  const { matched, targets, unknown } = labelTargets(rule, read.labelNames, present, path);
  const unions = [...targets].map(([id, target]) => ({ target, sources: [id] }));
  const { data } = relabelVolume(read, { id: rule.generator, map: { unions } });
  const shown = (id: number) => own?.get(id) ?? String(id);
  return {
    volume: onGrid(grid, data),
    matched,
    from: sourcesOf(targets, shown),
    unknown,
    unused: present.filter((id) => id !== 0 && !targets.has(id)).map((id) => labelText(id, own)),
    found: distinct(data).filter((id) => id !== 0),
    overlapVoxels: 0,
    warnings: read.warnings ?? [],
    inputs,
  };
}

/** One file per class: where two overlap, the label with the higher number gets the voxel. */
async function ofClasses(
  source: StoredMask & { kind: "classes" },
  grid: LabelVolume,
  rule: LabelRule,
): Promise<DerivedMask> {
  const classes = [...source.files.keys()];
  const table = new Map(classes.map((name, at) => [at + 1, name]));
  const { map, ...rest } = rule;
  const named: LabelRule = { ...rest, names: table, ...(map && { map }) };
  const { matched, targets, unknown } = labelTargets(named, undefined, [], source.path);
  const highest = Math.max(0, ...targets.values());
  const data = new (highest <= 0xff ? Uint8Array : Uint16Array)(grid.data.length);
  const overlapping = new Set<number>();
  const warnings: Note[] = [];
  const inputs: InputHash[] = [];
  const order = [...targets].filter(([, target]) => target !== 0).sort(([, a], [, b]) => a - b);
  for (const [id, target] of order) {
    const read = alignTo({
      reference: grid,
      prediction: await readLabelMapNoting(source.files.get(table.get(id)!)!, inputs),
    });
    warnings.push(...(read.warnings ?? []));
    for (let voxel = 0; voxel < data.length; voxel++) {
      if (read.data[voxel] === 0) continue;
      if (data[voxel] !== 0 && data[voxel] !== target) overlapping.add(voxel);
      data[voxel] = target;
    }
  }
  return {
    volume: onGrid(grid, data),
    matched,
    from: sourcesOf(targets, (id) => table.get(id)!),
    unknown,
    unused: [...table].filter(([id]) => !targets.has(id)).map(([, name]) => name),
    found: distinct(data).filter((id) => id !== 0),
    overlapVoxels: overlapping.size,
    warnings,
    inputs,
  };
}

/** Mask without names of labels: nnU-Net keeps them in dataset.json. */
function onGrid(grid: LabelVolume, data: LabelVolume["data"]): LabelVolume {
  const { shape, spacingMm, affine } = grid;
  return { data, shape, spacingMm, ...(affine && { affine }) };
}

function sourcesOf(
  targets: ReadonlyMap<number, number>,
  shown: (id: number) => string,
): Map<number, readonly string[]> {
  const sources = new Map<number, readonly string[]>();
  for (const [id, target] of targets) {
    if (target !== 0) sources.set(target, [...(sources.get(target) ?? []), shown(id)]);
  }
  return sources;
}

function labelText(id: number, names: ReadonlyMap<number, string> | undefined): string {
  const name = names?.get(id);
  return name === undefined ? String(id) : `${id} ${name}`;
}

/** Labels in ascending order. */
function distinct(data: LabelVolume["data"]): number[] {
  const seen = new Set<number>();
  let last = -1;
  for (let voxel = 0; voxel < data.length; voxel++) {
    const id = data[voxel];
    if (id !== last) seen.add((last = id));
  }
  return [...seen].sort((a, b) => a - b);
}

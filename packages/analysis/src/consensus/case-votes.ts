import type { VoteField } from "@pgt/engine";
import { InputError, type LabelVolume, type Note } from "@pgt/metrics";
import {
  alignMasks,
  getEngine,
  type InputHash,
  type Mask,
  type MasksToFuse,
  type Plan,
  readMask,
  releaseBuffers,
} from "@pgt/runner";
import type { MaskSource } from "@pgt/study";
import { CaseLabels, labelSideOf } from "../labels/case-labels.ts";

/** The masks of a case, folded into patterns of votes. */
export interface CaseVotes {
  readonly field: VoteField;
  /** Grid of the first mask, without its voxels. */
  readonly grid: Pick<LabelVolume, "shape" | "spacingMm" | "affine">;
  readonly names: ReadonlyMap<number, string>;
  /** Labels of `names` that a mask has, and all numbers of the masks. */
  readonly used: Pick<CaseLabels, "found" | "present">;
  readonly notes: readonly Note[];
  /** Files of each mask; none if they were not to be hashed. */
  readonly inputs: readonly (readonly InputHash[])[];
}

export interface VoteReading {
  /** Room around what anybody marked. */
  readonly marginMm: number;
  readonly isHashed: boolean;
  /** Makes a mask that is no label map on disk, hashed if `isHashed`; null for one that is. */
  readonly readOther?: (k: number, isHashed: boolean) => Promise<Mask> | null;
  /** Changes a mask on the grid of the first before it is folded in. */
  readonly edit?: (volume: LabelVolume, k: number) => LabelVolume;
}

/** Masks of fewer voxels are read while the one before is folded in; the memory of larger ones is given back at once. */
const AHEAD_VOXELS = 2 ** 26;

/**
 * Reads the masks of a case one by one; none is kept.
 *
 * @throws InputError for one that cannot be read, has classes that overlap, or lies on another grid than the first.
 */
export function readCaseVotes(
  sources: readonly MaskSource[],
  plan: Plan,
  classIds: ReadonlyMap<string, number>,
  { marginMm, isHashed, readOther, edit }: VoteReading,
): Promise<CaseVotes> {
  const read = (k: number) => readOther?.(k, isHashed) ?? readMask(sources[k], classIds, isHashed);
  const ownsMasks = readOther === undefined;
  return foldMasks({ count: sources.length, read, ownsMasks, ...(edit && { edit }) }, plan, marginMm);
}

/**
 * Folds the masks of a case one by one into patterns of votes. If `ownsMasks`, nobody else has them, and they are of no use
 * afterwards. @throws as `readCaseVotes`.
 */
export async function foldMasks(
  {
    count,
    read,
    edit,
    ownsMasks = false,
  }: Pick<MasksToFuse, "count" | "read"> & Pick<VoteReading, "edit"> & { readonly ownsMasks?: boolean },
  plan: Pick<Plan, "asked" | "dataset">,
  marginMm: number,
): Promise<CaseVotes> {
  const engine = await getEngine();
  // No mask is named beyond its turn, so that its memory can be had for the next.
  let next: Promise<Mask> | null = read(0);
  const place = withoutVoxels(await next);
  const labels = new CaseLabels(plan);
  const { shape, spacingMm, affine } = place.layers[0];
  const grid = { shape, spacingMm, ...(affine && { affine }) };
  const field = engine.voteField(grid, marginMm);
  const isSmall = shape[0] * shape[1] * shape[2] < AHEAD_VOXELS;
  const notes: Note[] = [];
  const inputs: (readonly InputHash[])[] = [];
  for (let k = 0; k < count; k++) {
    const found = await (next ?? read(k));
    next = null;
    if (isSmall && k + 1 < count) {
      next = read(k + 1);
      next.catch(() => {});
    }
    const mask = k === 0 ? found : alignMasks(place, found);
    inputs.push(found.inputs ?? []);
    notes.push(...mask.layers.flatMap(({ warnings = [] }) => warnings));
    const layer = onlyLayer(mask);
    field.add(edit ? edit(layer, k) : layer, (ids) => labelling(mask, ids, labels));
    if (ownsMasks && !isSmall) releaseBuffers([found.layers, mask.layers]);
  }
  return { field, grid, names: labels.names, used: labels, notes: [...notes, ...labels.notes], inputs };
}

function withoutVoxels(mask: Mask): Mask {
  return { ...mask, layers: mask.layers.map((layer) => ({ ...layer, data: new Uint8Array(0) })) };
}

function onlyLayer({ layers, source }: Mask): LabelVolume {
  if (layers.length === 1) return layers[0];
  const message =
    "its classes overlap, so that a voxel has no single label; fuse such classes one at a time (--labels)";
  throw new InputError("E_LABELS", source, message);
}

/** @throws InputError for a label that belongs to two structures. */
function labelling(mask: Mask, ids: readonly number[], labels: CaseLabels): (id: number) => number {
  const known = new Map<number, number>();
  for (const { label, name, predictionIds } of labels.match(labelSideOf(mask, ids))) {
    for (const id of predictionIds) {
      if (known.has(id)) {
        const both = `${labels.names.get(known.get(id)!)} and ${name}`;
        const message = `its label ${id} belongs to ${both}: structures that overlap are fused one at a time (--labels)`;
        throw new InputError("E_LABELS", mask.source, message);
      }
      known.set(id, label);
    }
  }
  return (id) => known.get(id) ?? 0;
}

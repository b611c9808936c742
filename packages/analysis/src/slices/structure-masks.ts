import {
  type Affine,
  checkOptions,
  InputError,
  type Note,
  type OptionKeys,
  type Vector3,
} from "@pgt/metrics";
import { readMask } from "@pgt/runner";
import type { EntityRole, MaskSource } from "@pgt/study";
import { type CaseMaker, caseMakers } from "../interval/case-makers.ts";
import { loadFolders } from "../interval/folder-study.ts";
import { type IntervalOptions, intervalOptionKeys, type StudyFolders } from "../interval/interval-types.ts";
import { loadManifest } from "../interval/manifest-study.ts";
import { CaseStructures } from "./case-structures.ts";
import type { SliceRequest } from "./disagreement-slices.ts";
import { type MaskPart, partInBox } from "./mask-part.ts";
import { boxAround, boxGrid, type Grid, grownBox, type VoxelBox } from "./voxel-box.ts";

export interface StructureMasksOptions extends IntervalOptions {
  /** Margin around the structure on all sides, as far as the grid reaches. Default 0. */
  readonly marginMm?: number;
}

export const structureMasksOptionKeys: OptionKeys<StructureMasksOptions> = {
  ...intervalOptionKeys,
  marginMm: true,
};

/** Voxels of a structure by one maker of masks. */
export interface StructureMask {
  readonly role: EntityRole;
  readonly id: string;
  readonly session: number;
  /** One byte a voxel of the box, x fastest: 1 inside the structure. */
  readonly voxels: Uint8Array;
}

/**
 * One structure of one case in all masks, cut to the smallest box that holds them and a margin. The box is a grid of
 * its own: its shape in voxels, their size, and where it lies in the world (as in `LabelVolume`).
 */
export interface StructureMasks {
  readonly case: string;
  readonly label: number;
  /** Name by the study or a mask, else its number. */
  readonly name: string;
  /** First voxel of the box on the grid of the first mask. */
  readonly from: Vector3;
  /** `[nx, ny, nz]`; all 0 where no mask has the structure. */
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
  /** Absent where the first mask's file does not say where it lies. */
  readonly affine?: Affine;
  /** Raters, first sessions before repeats, then models, then sets that take no part in an interval. */
  readonly masks: readonly StructureMask[];
  /** Masks that could not be read, or brought onto the grid of the first. */
  readonly notes: readonly Note[];
}

/**
 * The masks of one structure in one case of a study, by everybody who has the case, as the interval compares them: of
 * one file per class, with their labels mapped and matched, regions united, and on the grid of the first mask (turned
 * where they are stored in another axis order or direction; nothing is resampled). They are read one by one, and only
 * the box is kept of each. `onProgress` is told of every mask.
 *
 * @param study folders, or the path of a study manifest, as for `interval`.
 * @throws InputError for a manifest or folder that cannot be read, E_CASES if nobody has the case, or E_TOO_LARGE if
 * memory cannot hold the box of all masks.
 */
export async function structureMasks(
  study: StudyFolders | string,
  wanted: SliceRequest,
  options: StructureMasksOptions = {},
): Promise<StructureMasks> {
  checkOptions(options, structureMasksOptionKeys);
  const loaded =
    typeof study === "string" ? await loadManifest(study, options) : await loadFolders(study, options);
  const { makers, classIds, notes: missing } = await caseMakers(wanted.case, study, loaded, options);
  if (makers.length === 0) {
    throw new InputError("E_CASES", wanted.case, "no set of masks of the study has a case of this name");
  }
  const structures = new CaseStructures([wanted.label], loaded.plan);
  const notes = [...missing];
  const read: CaseMaker[] = [];
  for (const [done, maker] of makers.entries()) {
    options.signal?.throwIfAborted();
    options.onProgress?.({ done, total: makers.length, case: wanted.case });
    try {
      structures.add(await readMask(maker.source, classIds));
      read.push(maker);
    } catch (error) {
      notes.push(unread(maker, error));
    }
  }
  const { grid: whole } = structures;
  const [structure] = structures.take();
  const { name, parts } = structure;
  const { box, grid } = boxOf(parts, whole, options.marginMm ?? 0);
  return {
    case: wanted.case,
    label: wanted.label,
    name: name ?? String(wanted.label),
    from: box.from,
    ...grid,
    masks: partsInBox(parts, box, wanted.case).map((voxels, place) => {
      const { role, id, session } = read[place];
      return { role, id, session, voxels };
    }),
    notes,
  };
}

function unread({ id, session, source }: CaseMaker, error: unknown): Note {
  const who = session > 1 ? `{entity}, session ${session}` : "{entity}";
  return {
    code: "N-UNREAD",
    entity: id,
    reason: reasonOf(error, source),
    message: `${who}: {reason}`,
  };
}

const nothing: VoxelBox = { from: [0, 0, 0], size: [0, 0, 0] };

function boxOf(parts: readonly (MaskPart | null)[], whole: Grid | null, marginMm: number) {
  const [first, ...others] = parts.flatMap((part) => part?.box ?? []);
  if (!whole) return { box: nothing, grid: { shape: nothing.size, spacingMm: [1, 1, 1] as const } };
  const box = first ? grownBox(boxAround([first, ...others]), whole, marginMm) : nothing;
  return { box, grid: boxGrid(whole, box) };
}

function reasonOf(error: unknown, { path }: MaskSource): string {
  if (error instanceof RangeError) return `${path}: no memory is left for it (${error.message})`;
  return error instanceof Error ? error.message : String(error);
}

/** Each part is let go when its copy is made, so that not all are held twice. */
function partsInBox(parts: (MaskPart | null)[], box: VoxelBox, caseId: string): Uint8Array[] {
  try {
    return parts.map((part, place) => {
      parts[place] = null;
      return partInBox(part, box);
    });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const [nx, ny, nz] = box.size;
    const megabytes = Math.round((parts.length * nx * ny * nz) / 1e6);
    const message = `${parts.length} masks of ${nx} x ${ny} x ${nz} voxels take ${megabytes} MB, which memory cannot hold; leave out some sets of masks`;
    throw new InputError("E_TOO_LARGE", caseId, message, { cause });
  }
}

import type { LabelVolume } from "@pgt/browser";
import type { LabDoor } from "../lab/lab-door.ts";
import { maskFiles } from "../study/mask-files.ts";
import type { StudyFile } from "../study/study-file.ts";
import type { EntityLine, StudyTable } from "../study/study-table.ts";
import { plainTree } from "../study/study-tree.ts";
import type { CaseMask } from "./case-maps.ts";

export interface ReadCase {
  readonly masks: readonly CaseMask[];
  /** Masks that are not drawn, a sentence each. */
  readonly notes: readonly string[];
}

export interface WantedStructure {
  readonly case: string;
  readonly label: number;
  readonly name: string;
}

/** Reads the masks of a case that can be drawn on one grid: raters first, then the others. */
export async function readCase(
  door: Pick<LabDoor, "fileTree" | "readLabelMap">,
  files: readonly StudyFile[],
  table: StudyTable,
  wanted: WantedStructure,
): Promise<ReadCase> {
  const paths = files.map(({ path }) => path);
  const tree = plainTree(door, files);
  const included = table.lines.filter((line) => line.included);
  const lines = [...included.filter(isRater), ...included.filter((line) => !isRater(line))];
  const masks: CaseMask[] = [];
  const notes: string[] = [];
  for (const line of lines) {
    const found = maskFiles(line.masks, table.folder, paths).get(wanted.case) ?? [];
    if (found.length === 0) continue;
    const reason = cannotDraw(line, found);
    if (reason !== null) {
      notes.push(`${titleOf(line)} is not drawn: ${reason}.`);
      continue;
    }
    try {
      const volume = await door.readLabelMap(found[0]!, { files: tree });
      const grid = masks[0]?.volume;
      if (grid && !isSameGrid(grid, volume)) {
        notes.push(
          `${titleOf(line)} is not drawn: its grid is stored in another way than that of the first mask.`,
        );
      } else {
        const { id, session, role } = line;
        masks.push({ id, session, role, volume, labelId: idIn(volume, wanted) });
      }
    } catch (error) {
      notes.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { masks, notes };
}

function isRater({ role }: EntityLine): boolean {
  return role === "rater";
}

function titleOf({ id, session }: EntityLine): string {
  return session > 1 ? `${id}, session ${session},` : id;
}

function cannotDraw({ rest }: EntityLine, found: readonly string[]): string | null {
  if (found.length > 1) return "it has one file per class";
  return rest.map !== undefined ? "its labels are mapped to those of the study" : null;
}

/** By the name that the file gives, else by number. */
function idIn({ labelNames }: LabelVolume, { label, name }: WantedStructure): number {
  for (const [id, own] of labelNames ?? []) if (own === name) return id;
  return label;
}

/** Within a fraction of a voxel, in mm. */
const tolerance = 1e-2;

function isSameGrid(a: LabelVolume, b: LabelVolume): boolean {
  const close = (x: readonly number[] = [], y: readonly number[] = []) =>
    x.length === y.length && x.every((value, at) => Math.abs(value - y[at]!) <= tolerance);
  return a.shape.every((size, axis) => size === b.shape[axis]) && close(a.affine, b.affine);
}

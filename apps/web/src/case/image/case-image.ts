import { filePairOf } from "@pgt/metrics";
import type { AppLibrary } from "../../shell/library.ts";
import type { StudyFile } from "../../upload/study-file.ts";
import { runTask } from "../../worker/run-task.ts";
import type { CaseMaps } from "../maps/case-maps.ts";
import { firstBytes } from "./first-bytes.ts";
import { firstVoxelMask, headerBytes } from "./image-header.ts";
import type { CaseImage } from "./image-on-grid.ts";

export interface ReadCaseImage {
  readonly image: CaseImage;
  /** Remark for the reader, such as that only the first volume is shown. */
  readonly note: string | null;
}

/**
 * Reads an image of the study onto the grid of the masks.
 *
 * @throws Error saying what is wrong with the file.
 */
export async function readCaseImage(
  library: Pick<AppLibrary, "readLabelMap">,
  files: readonly StudyFile[],
  path: string,
  { grid, isPlaced, fineness }: CaseMaps,
): Promise<ReadCaseImage> {
  const fileAt = (wanted: string) => files.find((one) => one.path === wanted)?.file;
  const header = fileAt(path)!;
  const voxels =
    filePairOf(path)
      ?.voxels.map(fileAt)
      .find((file) => file !== undefined) ?? header;
  const affine = await affineOf(library, await firstBytes(header, headerBytes), isPlaced);
  const image = await runTask("imageOnGrid", [{ header, voxels }, affine, grid, fineness]);
  const note = image.volumes > 1 ? `${path} has ${image.volumes} volumes: the first is shown.` : null;
  return { image, note };
}

async function affineOf(
  library: Pick<AppLibrary, "readLabelMap">,
  header: Uint8Array,
  isPlaced: boolean,
): Promise<readonly number[]> {
  const { affine, spacingMm } = await library.readLabelMap(firstVoxelMask(header));
  if ((affine !== undefined) === isPlaced) {
    const [x, y, z] = spacingMm;
    return affine ?? [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0, 0, 0, 0, 1];
  }
  throw new Error(
    isPlaced
      ? "its header has no sform or qform, so that its place behind the masks is not known"
      : "the masks have no sform or qform, so that their place in it is not known",
  );
}

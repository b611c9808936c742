import { readMask } from "@pgt/runner";
import type { TieRule } from "@pgt/stats";
import type { MaskSource } from "@pgt/study";

/**
 * The label for undecided voxels: one more than the highest that any mask of the study holds, so that it is no structure
 * in any case. All masks are read for it, once more than else; null for other rules.
 */
export async function undecidedLabel(
  masks: readonly { readonly source: MaskSource }[],
  classIds: ReadonlyMap<string, number>,
  tie: TieRule,
): Promise<number | null> {
  if (tie !== "undecided") return null;
  let highest = 0;
  for (const { source } of masks) {
    const mask = await readMask(source, classIds).catch(() => null);
    for (const { data } of mask?.layers ?? []) {
      for (let voxel = 0; voxel < data.length; voxel++) if (data[voxel] > highest) highest = data[voxel];
    }
  }
  return highest + 1;
}

import { alignTo } from "@pgt/io";
import { InputError, plural, someOf } from "@pgt/metrics";
import { findCases, readLabelMap } from "@pgt/runner";
import { distinctLabels } from "../../distinct-labels.ts";

/**
 * Checks that masks were written for every case, on the grids of its labels, with labels that the data set has.
 *
 * @param grids case -> a mask on its grid.
 * @param names labels that may occur; null where a label map decides later.
 * @returns the number of cases in which anything is marked.
 * @throws InputError naming the first file at fault.
 */
export async function checkMasks(
  folder: string,
  grids: ReadonlyMap<string, string>,
  names: ReadonlyMap<number, string> | null,
): Promise<number> {
  const { cases } = await findCases(folder, "cases");
  const missing = [...grids.keys()].filter((id) => !cases.has(id));
  if (missing.length > 0) {
    throw new InputError(
      "E_CASES",
      folder,
      `${plural(missing.length, "mask")} of ${grids.size} missing: ${someOf(missing)}`,
    );
  }
  let marked = 0;
  for (const [id, grid] of grids) {
    const source = cases.get(id)!;
    const { data } = alignTo({
      reference: await readLabelMap(grid),
      prediction: await readLabelMap(source.path),
    });
    const labels = distinctLabels(data);
    const foreign = names ? labels.filter((label) => !names.has(label)) : [];
    if (foreign.length > 0) {
      const known = [...names!].map(([label, name]) => `${label} ${name}`);
      throw new InputError(
        "E_LABELS",
        source.path,
        `label ${someOf(foreign.map(String))} is none of the data set, whose labels are ${someOf(known)}`,
      );
    }
    if (labels.length > 0) marked++;
  }
  return marked;
}

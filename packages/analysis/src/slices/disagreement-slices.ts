import { type CaseSlices, checkOptions, type Note } from "@pgt/metrics";
import { readMask } from "@pgt/runner";
import type { MatchedEntity } from "@pgt/study";
import { comparedSets } from "../interval/compared-sets.ts";
import { loadFolders } from "../interval/folder-study.ts";
import { type IntervalOptions, intervalOptionKeys, type StudyFolders } from "../interval/interval-types.ts";
import { loadManifest } from "../interval/manifest-study.ts";
import { CaseStructures } from "./case-structures.ts";
import { partInBox } from "./mask-part.ts";
import { cutSlices } from "./slice-window.ts";
import { boxAround } from "./voxel-box.ts";

/** A case and structure to look at. */
export interface SliceRequest {
  readonly case: string;
  readonly label: number;
  /** First and last slice to choose from, counted from 1. Default: all. */
  readonly slices?: readonly [number, number];
  /** Models are drawn as well. */
  readonly models?: boolean;
}

export interface DisagreementSlices {
  readonly slices: readonly CaseSlices[];
  /** Cases that could not be cut. */
  readonly notes: readonly Note[];
}

/**
 * Finds, for each case and structure asked for, the three slices in which the raters' first annotations differ most:
 * outlines as runs, cut to a window that holds the structure. Slices lie along the axis of largest spacing (the last
 * such axis if several). What cannot be read is left out and named in `notes`.
 *
 * @param study folders, or the path of a study manifest, as for `interval`.
 * @throws InputError for a manifest or folder that cannot be read.
 */
export async function disagreementSlices(
  study: StudyFolders | string,
  wanted: readonly SliceRequest[],
  options: IntervalOptions = {},
): Promise<DisagreementSlices> {
  checkOptions(options, intervalOptionKeys);
  const loaded =
    typeof study === "string" ? await loadManifest(study, options) : await loadFolders(study, options);
  const { raters, models, classIds } = comparedSets(loaded);
  const slices: CaseSlices[] = [];
  const notes: Note[] = [];
  for (const id of new Set(wanted.map((one) => one.case))) {
    const ofCase = wanted.filter((one) => one.case === id);
    try {
      const structures = new CaseStructures(
        ofCase.map(({ label }) => label),
        loaded.plan,
      );
      const drawn = ofCase.some((one) => one.models) ? [...raters, ...models] : raters;
      const annotators = drawn.filter(({ cases }) => cases.has(id));
      for (const { cases } of annotators) structures.add(await readMask(cases.get(id)!, classIds));
      slices.push(...slicesOfCase(ofCase, annotators, structures));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      notes.push({ code: "N-UNREAD", case: id, reason, message: "no slices ({reason})." });
    }
  }
  return { slices, notes };
}

function slicesOfCase(
  wanted: readonly SliceRequest[],
  annotators: readonly MatchedEntity[],
  structures: CaseStructures,
): CaseSlices[] {
  const { grid } = structures;
  if (!grid || annotators.length < 2) return [];
  return structures.take().flatMap(({ label, name, parts }) => {
    const [first, ...others] = parts.flatMap((part) => part?.box ?? []);
    if (name === null || !first) return [];
    const box = boxAround([first, ...others]);
    const masks = annotators.map(({ id: entity }, place) => ({
      entity,
      session: 1,
      voxels: partInBox(parts[place] ?? null, box),
    }));
    return wanted
      .filter((one) => one.label === label)
      .flatMap(({ case: id, slices }) => {
        const cut = cutSlices(masks, grid, box, slices);
        return cut ? [{ case: id, label, name, ...cut }] : [];
      });
  });
}

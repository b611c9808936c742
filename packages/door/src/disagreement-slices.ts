import type { CaseSlices, LabelVolume } from "@pgt/metrics";
import { type Entity, matchCases, matchLabels } from "@pgt/study";
import { classIdsOf } from "./folders.ts";
import { alignMasks, labelNamesOf, type Mask, readMask } from "./mask.ts";
import type { Plan } from "./plan.ts";
import { type BinaryMask, cutSlices } from "./slice-window.ts";
import { loadFolders } from "./study/folder-study.ts";
import type { LoadedEntity } from "./study/loaded-study.ts";
import { loadManifest } from "./study/manifest-study.ts";
import type { IntervalOptions, StudyFolders } from "./types.ts";

/** A case and structure to look at. */
export interface SliceRequest {
  readonly case: string;
  readonly label: number;
}

export interface DisagreementSlices {
  readonly slices: readonly CaseSlices[];
  /** Cases that could not be cut, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * For each case and structure asked for, the three slices in which the raters' first annotations differ most: outlines
 * as runs, cut to a window that holds the structure. Slices lie along the axis of largest spacing (the last such axis
 * if several). What cannot be read is left out and named in `notes`.
 *
 * @param study folders, or the path of a study manifest, as for `interval`.
 * @throws InputError for a manifest or folder that cannot be read.
 */
export async function disagreementSlices(
  study: StudyFolders | string,
  wanted: readonly SliceRequest[],
  options: IntervalOptions = {},
): Promise<DisagreementSlices> {
  const loaded =
    typeof study === "string" ? await loadManifest(study, options) : await loadFolders(study, options);
  const { entities } = matchCases(firstSessions(loaded.entities));
  const classIds = classIdsOf(entities.flatMap(({ cases }) => [...cases.values()]));
  const slices: CaseSlices[] = [];
  const notes: string[] = [];
  for (const id of new Set(wanted.map((one) => one.case))) {
    const labels = wanted.filter((one) => one.case === id).map(({ label }) => label);
    try {
      const masks = await masksOfCase(id, entities, classIds);
      slices.push(...slicesOfCase(id, labels, masks, loaded.plan));
    } catch (error) {
      notes.push(`${id}: no slices (${error instanceof Error ? error.message : String(error)}).`);
    }
  }
  return { slices, notes };
}

function firstSessions(entities: readonly LoadedEntity[]): LoadedEntity[] {
  const raters = entities.filter(({ role }) => role === "rater");
  return raters.filter(
    ({ id, session }) => !raters.some((other) => other.id === id && other.session < session),
  );
}

interface RaterMask {
  readonly rater: string;
  readonly mask: Mask;
}

/** All on the grid of the first. */
async function masksOfCase(
  id: string,
  entities: readonly Entity[],
  classIds: ReadonlyMap<string, number>,
): Promise<RaterMask[]> {
  const masks: RaterMask[] = [];
  for (const { id: rater, cases } of entities) {
    const source = cases.get(id);
    if (!source) continue;
    const mask = await readMask(source, classIds);
    masks.push({ rater, mask: masks.length === 0 ? mask : alignMasks(masks[0].mask, mask) });
  }
  return masks;
}

function slicesOfCase(
  id: string,
  labels: readonly number[],
  masks: readonly RaterMask[],
  plan: Plan,
): CaseSlices[] {
  const [first, ...others] = masks;
  if (!first || others.length === 0) return [];
  const matches = others.map(({ mask }) => matchPair(first.mask, mask, plan));
  return labels.flatMap((label) => {
    const specs = matches.map((match) => match.labels.find((spec) => spec.label === label));
    const known = specs.find((spec) => spec !== undefined);
    if (!known) return [];
    const binaries: BinaryMask[] = masks.map(({ rater, mask }, place) => ({
      entity: rater,
      session: 1,
      voxels: binaryOf(mask, place === 0 ? known.referenceIds : (specs[place - 1]?.predictionIds ?? [])),
    }));
    const cut = cutSlices(binaries, first.mask.layers[0]!);
    return cut ? [{ case: id, label, name: known.name, ...cut }] : [];
  });
}

function matchPair(reference: Mask, prediction: Mask, plan: Plan): ReturnType<typeof matchLabels> {
  const side = (mask: Mask) => {
    const names = labelNamesOf(mask);
    return { ids: idsIn(mask), byName: mask.byName, source: mask.source, ...(names && { names }) };
  };
  return matchLabels({
    reference: side(reference),
    prediction: side(prediction),
    ...(plan.asked && { asked: plan.asked }),
    ...(plan.dataset && { dataset: plan.dataset }),
  });
}

function idsIn({ layers }: Mask): number[] {
  const ids = new Set<number>();
  for (const { data } of layers) {
    let last = 0;
    for (const id of data) if (id !== last) ids.add((last = id));
  }
  ids.delete(0);
  return [...ids].sort((a, b) => a - b);
}

function binaryOf({ layers }: Mask, ids: readonly number[]): Uint8Array {
  const wanted = new Set(ids);
  const voxels = new Uint8Array(layers[0]!.data.length);
  for (const { data } of layers as readonly LabelVolume[]) {
    // Most voxels are background, and neighbours mostly alike: the set is asked once a run.
    let last = 0;
    let isWanted = false;
    for (let i = 0; i < data.length; i++) {
      if (data[i] !== last) isWanted = wanted.has((last = data[i]!));
      if (isWanted) voxels[i] = 1;
    }
  }
  return voxels;
}

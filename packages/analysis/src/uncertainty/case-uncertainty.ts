import { type BitMask, measureMap, RaterVotes, sharedVoxels, shareMap, unionOf, voxelsOf } from "@pgt/engine";
import {
  type EnergyDistances,
  evaluateUncertainty,
  type MapMeasurement,
  type MaskRow,
  type Note,
  type ProbabilityVolume,
  type ScoreRow,
  type UncertaintyMeasurement,
  type UncertaintyMetric,
  uncertaintyRegistry,
} from "@pgt/metrics";
import { getEngine, type InputHash } from "@pgt/runner";
import { type CaseCalibration, crpsOfNormal, crpsOfSamples, diceCeilings, energyDistances } from "@pgt/stats";
import type { CaseLabels, RunVocabulary } from "../labels/case-labels.ts";
import type { IdenticalMasks } from "../labels/identical-masks.ts";
import { areCopies, type CaseMaker, markedByMakers } from "./case-makers.ts";
import type { LoadedSets } from "./load-sets.ts";
import { type CaseRaters, emptyMask, readRaters, readSamples } from "./read-case.ts";
import { readMaps } from "./read-maps.ts";
import type { Structure } from "./structure-bits.ts";
import type { EnergyRow } from "./uncertainty-types.ts";

/** Name of the raters together, and of what they alone decide, in rows. */
export const ratersTogether = "raters";

export interface CaseUncertainty {
  readonly case: string;
  readonly raters: readonly string[];
  readonly rows: readonly ScoreRow[];
  readonly calibration: readonly CaseCalibration[];
  readonly energy: readonly EnergyRow[];
  /** Samples of each source that has any. */
  readonly samples: ReadonlyMap<string, number>;
  readonly notes: readonly Note[];
  /** Volumes that raters and samples give the labels. */
  readonly marked: readonly MaskRow[];
  /** Labels asked for that a rater has, and all numbers of the raters' masks. */
  readonly used: Pick<CaseLabels, "found" | "present">;
  /** Files that were read, if they are to be hashed. */
  readonly inputs: readonly (InputHash & { readonly case: string; readonly entity: string })[];
}

/** Raters of one structure of one case, and what is known of them alone. */
interface StructureRaters {
  readonly masks: readonly BitMask[];
  readonly votes: RaterVotes;
  readonly region: BitMask | null;
  readonly voxelMl: number;
  readonly base: Pick<UncertaintyMeasurement, "raters" | "voxelsByVotes" | "ceilings">;
}

/** What is the same for all cases of a run. */
export interface UncertaintyRun {
  readonly sets: LoadedSets;
  readonly regionMm: number | null;
  readonly vocabulary: RunVocabulary;
  readonly identical: IdenticalMasks;
  readonly isHashed: boolean;
}

/** Everything of one case: raters read once, then each map or set of samples, structure by structure. */
export async function caseUncertainty(
  id: string,
  { sets, regionMm, vocabulary, identical, isHashed }: UncertaintyRun,
): Promise<CaseUncertainty> {
  const hashes = new Map<string, InputHash[]>();
  const hashesOf = (maker: string) => {
    if (!isHashed) return null;
    const known = hashes.get(maker);
    if (known) return known;
    const own: InputHash[] = [];
    hashes.set(maker, own);
    return own;
  };
  const raters = await readRaters(id, sets, vocabulary, hashesOf);
  const known = new Map<number, StructureRaters>();
  const rows: ScoreRow[] = [];
  const calibration: CaseCalibration[] = [];
  const energy: EnergyRow[] = [];
  const samples = new Map<string, number>();
  const makers: CaseMaker[] = raters.ids.map((rater, k) => ({ id: rater, masks: [raters.annotations[k]] }));
  const used = { found: new Set(raters.labels.found), present: new Set(raters.labels.present) };
  const add = (
    structure: Structure,
    source: string,
    measurement: UncertaintyMeasurement,
    isOfSource: boolean,
  ) => {
    const { label, name } = structure;
    const metrics = uncertaintyRegistry.filter(({ needs }) => (needs !== "raters") === isOfSource);
    rows.push(...metrics.map((metric) => rowOf({ case: id, label, name, b: source }, metric, measurement)));
  };
  for (const structure of raters.structures) {
    const found = await structureRaters(raters, structure, regionMm);
    known.set(structure.label, found);
    add(structure, ratersTogether, found.base, false);
  }
  for (const source of sets.sources) {
    const files = hashesOf(source.id);
    const mapOf = source.kind === "probability" ? await readMaps(id, source, raters, files) : null;
    const drawn =
      source.kind === "samples" ? await readSamples(id, source, raters, sets.classIds, files) : [];
    if (drawn.length > 0) {
      samples.set(source.id, drawn.length);
      makers.push({ id: source.id, masks: drawn });
    }
    for (const structure of raters.structures) {
      const { label, name } = structure;
      const masks = drawn.map((bits) => bits.get(label) ?? emptyMask(raters.grid));
      const map = mapOf ? mapOf(structure) : masks.length > 0 ? shareMap(masks, raters.grid.spacingMm) : null;
      if (!map) continue;
      const measurement = measured(map, masks, known.get(label)!);
      add(structure, source.id, measurement, true);
      calibration.push({ source: source.id, label, name, bins: measurement.map.region.bins });
      energy.push(
        energyRow({ case: id, label, name, source: source.id }, mapOf !== null, measurement.energy),
      );
    }
  }
  const notes = [...raters.notes, ...raters.labels.notes];
  const inputs = [...hashes].flatMap(([entity, files]) =>
    files.map((file) => ({ case: id, entity, ...file })),
  );
  identical.add(
    makers.map((maker) => maker.id),
    (a, b) => areCopies(makers[a], makers[b]),
  );
  const marked = markedByMakers(id, makers, raters.labels.names, voxelMlOf(raters.grid));
  const about = { case: id, raters: raters.ids, marked, used, notes, inputs };
  return { ...about, rows, calibration, energy, samples };
}

async function structureRaters(
  { grid, masks: masksOf }: CaseRaters,
  structure: Structure,
  regionMm: number | null,
): Promise<StructureRaters> {
  const masks = masksOf(structure);
  const votes = new RaterVotes(masks);
  const patterns = votes.countPatterns().map(({ raters: bits, voxels }) => ({
    marks: masks.map((_, rater) => ((bits >>> rater) & 1) === 1),
    voxels,
  }));
  const voxelsByVotes = new Array<number>(masks.length + 1).fill(0);
  for (const { marks, voxels } of patterns) voxelsByVotes[marks.filter(Boolean).length] += voxels;
  const marked = voxelsByVotes.reduce((sum, voxels) => sum + voxels, 0);
  voxelsByVotes[0] = grid.shape[0] * grid.shape[1] * grid.shape[2] - marked;
  return {
    masks,
    votes,
    region: await regionMask(masks, grid.spacingMm, regionMm),
    voxelMl: voxelMlOf(grid),
    base: { raters: masks.length, voxelsByVotes, ceilings: diceCeilings(patterns, masks.length) },
  };
}

function voxelMlOf({ spacingMm: [x, y, z] }: CaseRaters["grid"]): number {
  return (x * y * z) / 1000;
}

async function regionMask(
  masks: readonly BitMask[],
  spacingMm: CaseRaters["grid"]["spacingMm"],
  regionMm: number | null,
): Promise<BitMask | null> {
  if (regionMm === null) return null;
  const union = unionOf(masks);
  return regionMm === 0 ? union : (await getEngine()).dilate(union, spacingMm, regionMm);
}

/** @param samples empty for a map, whose samples are its thresholds. */
function measured(map: ProbabilityVolume, samples: readonly BitMask[], raters: StructureRaters) {
  const { masks, votes, region, voxelMl, base } = raters;
  const sums = measureMap(map, votes, region);
  const sizes = masks.map(voxelsOf);
  const withinRaters = (a: number, b: number) => sharedVoxels(masks[a], masks[b]);
  const volumes = samples.map((sample) => voxelsOf(sample) * voxelMl);
  const { sumP, sumPSquared } = sums.image;
  const sdMl = Math.sqrt(Math.max(0, sumP - sumPSquared)) * voxelMl;
  const crps = (volume: number) =>
    samples.length > 0 ? crpsOfSamples(volumes, volume) : crpsOfNormal(sumP * voxelMl, sdMl, volume);
  const overlaps =
    samples.length > 0
      ? {
          samples: samples.map(voxelsOf),
          between: samples.map((sample) => masks.map((mask) => sharedVoxels(sample, mask))),
          withinSamples: (a: number, b: number) => sharedVoxels(samples[a], samples[b]),
        }
      : nestedOverlaps(sums);
  return {
    ...base,
    map: sums,
    energy: energyDistances({ ...overlaps, raters: sizes, withinRaters }),
    volumeCrpsMl: sizes.map((size) => crps(size * voxelMl)),
  };
}

/** Masks of the voxels with a probability of at least 0.1, 0.2, ... 0.9: each lies inside the one before. */
function nestedOverlaps({ image }: MapMeasurement) {
  const tenths = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const samples = tenths.map((from) => total(image.voxelsByBin.slice(from).map(total)));
  return {
    samples,
    between: tenths.map((from) => image.raterVoxelsByBin.map((byBin) => total(byBin.slice(from)))),
    withinSamples: (a: number, b: number) => samples[Math.max(a, b)],
  };
}

function rowOf(
  about: Pick<ScoreRow, "case" | "label" | "name" | "b">,
  metric: UncertaintyMetric,
  measurement: UncertaintyMeasurement,
): ScoreRow {
  const { value, reason } = evaluateUncertainty(metric, measurement);
  const { case: id, label, name, b } = about;
  const makers = { a: ratersTogether, aSession: 1, b, bSession: 1 };
  return { case: id, label, name, metric: metric.id, ...makers, value, unit: metric.unit, reason };
}

function energyRow(
  about: Pick<EnergyRow, "case" | "label" | "name" | "source">,
  isMap: boolean,
  { between, samples, raters, samplesUnbiased, ratersUnbiased }: EnergyDistances,
): EnergyRow {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    ...about,
    samples: isMap ? "thresholds" : "given",
    between,
    withinSamples: samples,
    withinRaters: raters,
    withinSamplesUnbiased: orNull(samplesUnbiased),
    withinRatersUnbiased: orNull(ratersUnbiased),
  };
}

import { join } from "node:path";
import { defaultSeed, InputError, type LabelVolume, UsageError, type Vector3 } from "@pgt/metrics";
import {
  anatomyStructures,
  annotateCase,
  checkSimulation,
  fitNoise,
  type MaskSource,
  type NoiseFit,
  type PairProgress,
  type RaterSimulation,
  type StructureNoise,
  structureNoise,
  type TrueCase,
  trueCaseOfAnatomy,
  trueCaseOfMask,
} from "@pgt/study";
import { findCases } from "../folders.ts";
import { readLabelMap } from "../read-label-map.ts";
import { describeSimulation, simulationManifest } from "./describe-simulation.ts";
import { type ObservedLabel, observedAgreement, overlapOfCounts } from "./observed-agreement.ts";
import { clearStudyFolder, sessionFolder, writeMask, writeWhole } from "./study-writer.ts";

export interface SimulatedStudyOptions {
  /** Default 3. */
  readonly raters?: number;
  /** Annotations of every case by every rater. Default 2. */
  readonly sessions?: number;
  /** Default 12; with masks as the truth all of them, or the first so many. */
  readonly cases?: number;
  /** Noise of every structure; what is not given has its default. */
  readonly noise?: Partial<StructureNoise>;
  /** Noise of single structures, by label or name, over `noise`. */
  readonly noiseOf?: Readonly<Record<string, Partial<StructureNoise>>>;
  /** Folder of true or consensus masks. Default: a built-in anatomy. */
  readonly truth?: string;
  /** A score table, run directory or manifest: sigma and tau are fitted to its agreement, on the masks of `truth`. */
  readonly from?: string;
  readonly labels?: readonly number[];
  /** Of the built-in anatomy. Default 96 x 96 x 64 voxels of 1 x 1 x 1.5 mm. */
  readonly shape?: Vector3;
  readonly spacingMm?: Vector3;
  readonly seed?: number;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export interface FittedNoise extends NoiseFit {
  readonly label: number;
  readonly name: string;
}

export interface WrittenStudy {
  readonly folder: string;
  /** The study manifest: `pgt interval` takes it. */
  readonly manifest: string;
  readonly truth: string;
  readonly raters: readonly string[];
  readonly sessions: number;
  readonly cases: readonly string[];
  readonly structures: readonly {
    readonly label: number;
    readonly name: string;
    readonly noise: StructureNoise;
  }[];
  /** Present if the noise was fitted. */
  readonly fits?: readonly FittedNoise[];
  readonly seed: number;
  /** How the study was simulated, in plain text. */
  readonly description: string;
}

const marker = "pgt-simulated.txt";

/** Cases that a fit looks at, evenly spaced: more say little more about two numbers. */
const mostFitCases = 12;

/**
 * Simulates annotators (METHODS 5.8) and writes their masks: `truth`, `raters/ID`, the second session in `repeats/ID`,
 * the third in `repeats3/ID` ..., and `study.yaml`. The same options give the same files.
 *
 * @throws UsageError for parameters out of range, or a fit without masks; InputError for masks that cannot be read;
 * OutputError if the folder cannot be written.
 */
export async function writeSimulatedStudy(
  folder: string,
  options: SimulatedStudyOptions = {},
): Promise<WrittenStudy> {
  const source =
    options.truth === undefined ? anatomySource(options) : await maskSource(options.truth, options);
  const base = baseSimulation(source, options);
  checkSimulation(base);
  const fits = options.from === undefined ? null : await fitAll(options.from, source, base, options);
  const simulation = fits ? withFits(base, fits) : base;
  // Faults of the first case are told before anything is written.
  const first = await source.load(0, simulation);
  await clearStudyFolder(folder, marker, "A study simulated by pgt simulate. Written anew by each run.\n");
  const truthFolder = join(folder, "truth");
  for (const [index, id] of source.cases.entries()) {
    options.signal?.throwIfAborted();
    const one = index === 0 ? first : await source.load(index, simulation);
    await writeMask(truthFolder, id, one.truth);
    for (const { rater, session, volume } of annotateCase(one, index, simulation)) {
      await writeMask(join(folder, sessionFolder(session), rater), id, volume);
    }
    options.onProgress?.({ done: index + 1, total: source.cases.length, case: id });
  }
  const raters = Array.from({ length: simulation.raters }, (_, k) => `rater${k + 1}`);
  const study = {
    folder,
    truth: truthFolder,
    raters,
    sessions: simulation.sessions,
    cases: source.cases,
    structures: simulation.structures,
    ...(fits && { fits }),
    seed: simulation.seed,
  };
  await writeWhole(folder, "study.yaml", simulationManifest(study));
  return { ...study, manifest: join(folder, "study.yaml"), description: describeSimulation(study) };
}

interface TruthSource {
  readonly cases: readonly string[];
  readonly structures: readonly {
    readonly label: number;
    readonly name: string;
    readonly correlationMm?: number;
  }[];
  readonly load: (index: number, simulation: RaterSimulation) => Promise<TrueCase>;
}

const defaultShape: Vector3 = [96, 96, 64];
const defaultSpacingMm: Vector3 = [1, 1, 1.5];

function anatomySource({
  cases = 12,
  shape = defaultShape,
  spacingMm = defaultSpacingMm,
  labels,
}: SimulatedStudyOptions): TruthSource {
  checkCases(cases, 10000);
  const width = Math.max(2, String(cases).length);
  return {
    cases: Array.from({ length: cases }, (_, index) => `case${String(index + 1).padStart(width, "0")}`),
    structures: chosen(anatomyStructures, labels, "the built-in anatomy"),
    load: async (index, simulation) => trueCaseOfAnatomy({ shape, spacingMm }, index, simulation),
  };
}

async function maskSource(folder: string, { cases, labels }: SimulatedStudyOptions): Promise<TruthSource> {
  const found = [...(await findCases(folder, "cases")).cases];
  if (cases !== undefined) checkCases(cases, found.length);
  const kept = found.slice(0, cases);
  const names = new Map<number, string>();
  for (const [, source] of kept) {
    const { data, labelNames } = await readMaskFile(source);
    for (const label of labelsIn(data)) {
      if (!names.has(label)) names.set(label, labelNames?.get(label) ?? `label ${label}`);
    }
  }
  const structures = [...names].map(([label, name]) => ({ label, name })).sort((a, b) => a.label - b.label);
  if (structures.length === 0)
    throw new InputError("E_LABELS", folder, "expected masks with labels, all are empty");
  return {
    cases: kept.map(([id]) => id),
    structures: chosen(structures, labels, folder),
    load: async (index, simulation) => trueCaseOfMask(await readMaskFile(kept[index]![1]), index, simulation),
  };
}

function readMaskFile(source: MaskSource): Promise<LabelVolume> {
  if (source.kind === "file") return readLabelMap(source.path);
  throw new InputError(
    "E_CASES",
    source.path,
    "expected one label map per case, found a folder of one file per class",
  );
}

function labelsIn(data: LabelVolume["data"]): Set<number> {
  const found = new Set<number>();
  let last = 0;
  for (let i = 0; i < data.length; i++) {
    const id = data[i]!;
    if (id === last) continue;
    last = id;
    if (id !== 0) found.add(id);
  }
  return found;
}

function chosen<T extends { readonly label: number }>(
  structures: readonly T[],
  labels: readonly number[] | undefined,
  where: string,
): readonly T[] {
  const unknown = labels?.find((label) => !structures.some((one) => one.label === label));
  if (unknown !== undefined) {
    throw new UsageError(
      "E_LABEL",
      `labels: ${unknown} is not in ${where}; it has ${structures.map(({ label }) => label).join(", ")}`,
    );
  }
  return labels === undefined ? structures : structures.filter(({ label }) => labels.includes(label));
}

function checkCases(cases: number, most: number): void {
  if (Number.isInteger(cases) && cases >= 1 && cases <= most) return;
  throw new UsageError("E_SIMULATION", `cases: expected a whole number from 1 to ${most}, found ${cases}`);
}

function baseSimulation({ structures }: TruthSource, options: SimulatedStudyOptions): RaterSimulation {
  const { raters = 3, sessions = 2, seed = defaultSeed, noise, noiseOf = {} } = options;
  const known = structures.flatMap(({ label, name }) => [String(label), name]);
  const stranger = Object.keys(noiseOf).find((key) => !known.includes(key));
  if (stranger !== undefined) {
    throw new UsageError(
      "E_SIMULATION",
      `noise of "${stranger}": expected a label or name of the study, which are ${known.join(", ")}`,
    );
  }
  return {
    raters,
    sessions,
    seed,
    structures: structures.map(({ label, name, correlationMm }) => ({
      label,
      name,
      noise: structureNoise({
        ...(correlationMm === undefined ? {} : { correlationMm }),
        ...noise,
        ...(noiseOf[label] ?? noiseOf[name]),
      }),
    })),
  };
}

async function fitAll(
  from: string,
  source: TruthSource,
  simulation: RaterSimulation,
  { truth, labels }: SimulatedStudyOptions,
): Promise<FittedNoise[]> {
  if (truth === undefined) {
    throw new UsageError(
      "E_FIT",
      "noise is fitted on masks of the study itself: give the folder of its true or consensus masks (truth)",
    );
  }
  const observed = await observedAgreement(from, labels);
  const fitted = simulation.structures.map(({ label }) => observed.find((one) => one.label === label));
  const absent = simulation.structures.find((_, at) => fitted[at] === undefined);
  if (absent !== undefined) {
    throw new UsageError(
      "E_FIT",
      `label ${absent.label} is in the masks of ${truth} and has no agreement between raters in ${from}; leave it out with labels`,
    );
  }
  const step = Math.ceil(source.cases.length / mostFitCases);
  const cases: TrueCase[] = [];
  for (let index = 0; index < source.cases.length; index += step) {
    cases.push(await source.load(index, withReach(simulation, fitted as ObservedLabel[])));
  }
  return simulation.structures.map(({ label, name, noise }, at) => ({
    label,
    name,
    ...fitNoise(
      cases.map(({ structures, grid }) => ({ structure: structures[at]!, grid })),
      fitted[at]!,
      { overlap: overlapOfCounts, fixed: noise, seed: simulation.seed },
    ),
  }));
}

/** Noise is not known before the fit: structures get room for the largest that it may try. */
function withReach(simulation: RaterSimulation, observed: readonly ObservedLabel[]): RaterSimulation {
  const structures = simulation.structures.map((one, at) => {
    const looseMm = 1 + 40 * (1 - observed[at]!.inter);
    return { ...one, noise: { ...one.noise, sigmaMm: looseMm, tauMm: 0 } };
  });
  return { ...simulation, structures };
}

function withFits(simulation: RaterSimulation, fits: readonly FittedNoise[]): RaterSimulation {
  const structures = simulation.structures.map((one, at) => ({ ...one, noise: fits[at]!.noise }));
  return { ...simulation, structures };
}

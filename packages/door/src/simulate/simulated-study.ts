import { defaultSeed, UsageError, type Vector3 } from "@pgt/metrics";
import {
  annotateCase,
  checkSimulation,
  type PairProgress,
  type RaterSimulation,
  type StructureNoise,
  structureNoise,
} from "@pgt/study";
import { join } from "../paths.ts";
import { platform } from "../platform.ts";
import { describeSimulation, simulationManifest } from "./describe-simulation.ts";
import { type FittedNoise, fitStudy, withFits } from "./fit-study.ts";
import { sessionFolder } from "./session-folder.ts";
import { anatomySource, maskSource, type TruthSource } from "./truth-source.ts";

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
  const fits = options.from === undefined ? null : await fitStudy(options.from, source, base, options);
  const simulation = fits ? withFits(base, fits) : base;
  // Faults of the first case are told before anything is written.
  const first = await source.load(0, simulation);
  const { begin, writeMask, writeText } = platform().output.study;
  await begin(folder, marker, "A study simulated by pgt simulate. Written anew by each run.\n");
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
  await writeText(folder, "study.yaml", simulationManifest(study));
  return { ...study, manifest: join(folder, "study.yaml"), description: describeSimulation(study) };
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

import type { OptionKeys, Vector3 } from "@pgt/metrics";
import type { NoiseFit, RaterSimulation, StructureNoise, TrueCase } from "@pgt/simulate";
import type { PairProgress } from "@pgt/study";

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
  /** Grid of the built-in anatomy. Default 96 x 96 x 64 voxels of 1 x 1 x 1.5 mm. */
  readonly shape?: Vector3;
  readonly spacingMm?: Vector3;
  /** Writes CT-like images of the truth too, in the folder `images`. Default false. */
  readonly images?: boolean;
  readonly seed?: number;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export const simulatedStudyOptionKeys: OptionKeys<SimulatedStudyOptions> = {
  raters: true,
  sessions: true,
  cases: true,
  noise: true,
  noiseOf: true,
  truth: true,
  from: true,
  labels: true,
  shape: true,
  spacingMm: true,
  images: true,
  seed: true,
  onProgress: true,
  signal: true,
};

/** Noise of a structure, fitted to the agreement of a real study. */
export interface FittedNoise extends NoiseFit {
  readonly label: number;
  readonly name: string;
}

export interface WrittenStudy {
  readonly folder: string;
  /** The study manifest: `pgt interval` takes it. */
  readonly manifest: string;
  readonly truth: string;
  /** Folder of the images; absent if none were asked for. */
  readonly images?: string;
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
  /** Account of the simulation, in plain text. */
  readonly description: string;
}

/** Source of the truth of simulated cases, read one case at a time. */
export interface TruthSource {
  readonly cases: readonly string[];
  readonly structures: readonly {
    readonly label: number;
    readonly name: string;
    readonly correlationMm?: number;
  }[];
  readonly load: (index: number, simulation: RaterSimulation) => Promise<TrueCase>;
}

import type { CalibrationBin } from "@pgt/metrics";

/** A metric of one source and label over cases. */
export interface UncertaintySummaryRow {
  /** Id of the map or samples; `raters` for what the raters alone decide. */
  readonly source: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  readonly mean: number | null;
  /** 95 % interval of the mean over cases: BCa from 20 cases on, else t. */
  readonly low: number | null;
  readonly high: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly n: number;
  readonly expected: number;
  /** Cases without a value, by reason. */
  readonly undefined: Readonly<Record<string, number>>;
}

/** One bin of a reliability diagram, all cases pooled. */
export interface ReliabilityBin {
  readonly source: string;
  readonly label: number;
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly voxels: number;
  readonly meanProbability: number | null;
  /** Mean share of the raters that mark the voxels. */
  readonly meanShare: number | null;
}

/** Calibration of one source and structure in one case. */
export interface CaseCalibration {
  readonly source: string;
  readonly label: number;
  readonly name: string;
  readonly bins: readonly CalibrationBin[];
}

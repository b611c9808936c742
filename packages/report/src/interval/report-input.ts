import type { CaseSlices, Convention, MaskRow, Note, ScoreRow } from "@pgt/metrics";
import type {
  Bound,
  CeilingAgreement,
  ConsensusAgreement,
  GainAudit,
  LabelNoise,
  ModelAsRater,
  Placement,
  PresenceAgreement,
  VolumeAgreement,
  VoxelAgreement,
} from "@pgt/stats";

export interface ReportSettings {
  readonly convention: Convention;
  readonly metrics: readonly string[];
  readonly labels: readonly number[] | null;
  readonly worstCase: "diagonal" | "none" | number;
}

export interface ReportFailure {
  readonly case: string;
  readonly comparison: string;
  readonly message: string;
}

export interface ReportFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Facts known of a simulated study. */
export interface ReportTruth {
  /** Id under which the true masks stand among the models. */
  readonly model: string;
  /** Account of how the study was made, in plain text. */
  readonly description: string;
  /** Style of each simulated rater, if told: shift of the boundary (positive outwards) and random noise, in mm. */
  readonly raters?: readonly {
    readonly id: string;
    readonly biasMm: number;
    readonly sigmaMm: number;
  }[];
}

/** Everything a page is made from: plain data, as it stands in a run directory. */
export interface ReportInput {
  readonly title?: string;
  readonly version: string;
  readonly settings: ReportSettings;
  /** Ids of those who annotate. Default: entities of the rows that are no model, as they first appear. */
  readonly raters?: readonly string[];
  readonly rows: readonly ScoreRow[];
  readonly bounds: readonly Bound[];
  readonly models: readonly Placement[];
  /** Every model taken as one more rater. */
  readonly modelsAsRaters?: readonly ModelAsRater[];
  /** Dice to the raters that no mask exceeds. */
  readonly ceilings?: readonly (CeilingAgreement & { readonly metric: string })[];
  /** Agreement with consensus masks. */
  readonly consensus?: readonly ConsensusAgreement[];
  /** Agreement of the raters on voxels, volumes and presence, if it was asked for. */
  readonly agreement?: {
    readonly voxels: readonly VoxelAgreement[];
    readonly volumes: readonly VolumeAgreement[];
    readonly presence: readonly PresenceAgreement[];
    readonly notes: readonly Note[];
  };
  /** Every two models against each other. */
  readonly gains?: readonly GainAudit[];
  readonly noise?: readonly LabelNoise[];
  /** Entity -> the entities whose masks it was made from: they are not independent of it. */
  readonly derivedFrom?: Readonly<Record<string, readonly string[]>>;
  readonly warnings: readonly Note[];
  readonly notes: readonly Note[];
  readonly failures: readonly ReportFailure[];
  /** Volume and surface of each structure in each mask; without it nothing is said of volumes and bias. */
  readonly masks?: readonly MaskRow[];
  readonly slices?: readonly CaseSlices[];
  /** Reasons why there are no slices, or not all. */
  readonly slicesMissing?: readonly Note[];
  readonly inputs?: readonly ReportFile[];
  readonly seed?: number;
  readonly truth?: ReportTruth;
}

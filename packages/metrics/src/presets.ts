import type { Convention, ConventionId } from "./convention.ts";

/** A convention with the tool whose numbers it matches. */
export interface ConventionPreset {
  readonly convention: Convention;
  readonly tool: string;
  /** Release, or commit where there is none. */
  readonly version: string;
  /** Source of the convention. */
  readonly source: string;
  readonly description: string;
}

/** Slack of this project's own convention: spacing is stored as float32, which holds about 1e-7. */
export const toleranceSlack = 1e-6;

const own: Convention = {
  id: "pgt",
  boundary: "surfel",
  percentile: "inverse-ecdf",
  empties: "mr",
  toleranceSlack,
};

/** Every named convention, the default first. The tools compare distances with tolerances exactly. */
export const presets: { readonly [Id in ConventionId]: ConventionPreset } = {
  pgt: {
    convention: own,
    tool: "pgt",
    version: "this version",
    source: "CONVENTIONS.md",
    description: "Surface elements weighted by area; undefined values stay undefined and are counted.",
  },
  "surface-distance": {
    convention: { ...own, id: "surface-distance", empties: "surface-distance", toleranceSlack: 0 },
    tool: "google-deepmind/surface-distance",
    version: "1f805ce",
    source: "surface_distance/metrics.py",
    description: "Surface elements weighted by area, the tool's own answers for empty masks.",
  },
  "metrics-reloaded": {
    convention: {
      id: "metrics-reloaded",
      boundary: "border6",
      percentile: "linear",
      empties: "metrics-reloaded",
      toleranceSlack: 0,
    },
    tool: "csudre/MetricsReloaded",
    version: "ca3d352 (0.1.0)",
    source: "MetricsReloaded/metrics/pairwise_measures.py, MetricsReloaded/utility/utils.py",
    description: "Border voxels of a 6-connected erosion, each of weight 1; percentile per direction.",
  },
  monai: {
    convention: {
      id: "monai",
      boundary: "border6",
      percentile: "linear",
      empties: "monai",
      toleranceSlack: 0,
    },
    tool: "Project-MONAI/MONAI",
    version: "d388d1c (1.5.0)",
    source:
      "monai/metrics/{meandice,meaniou,hausdorff_distance,surface_distance,surface_dice,confusion_matrix}.py",
    description:
      "Border voxels of a 6-connected erosion, each of weight 1; percentile per direction; the tool itself computes in single precision.",
  },
  medpy: {
    convention: {
      id: "medpy",
      boundary: "border6",
      percentile: "pooled-linear",
      empties: "medpy",
      toleranceSlack: 0,
    },
    tool: "loli/medpy",
    version: "d6abf41 (0.5.2)",
    source: "medpy/metric/binary.py",
    description:
      "Border voxels of a 6-connected erosion, each of weight 1; percentile of both directions in one list; distances raise an error if a mask is empty.",
  },
  nnunet: {
    convention: { ...own, id: "nnunet", empties: "nnunet", toleranceSlack: 0 },
    tool: "MIC-DKFZ/nnUNet",
    version: "0e49508 (2.8.1)",
    source: "nnunetv2/evaluation/evaluate_predictions.py",
    description: "Dice and IoU only; boundary metrics, which the tool does not have, are measured as in pgt.",
  },
};

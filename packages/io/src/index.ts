export { alignTo } from "./align.ts";
export { type ClassMask, layerClasses } from "./class-layers.ts";
export { crc32 } from "./crc32.ts";
export { type DatasetLabel, type DatasetLabels, parseDatasetJson } from "./dataset-json.ts";
export { parseDsegTsv } from "./dseg-tsv.ts";
export { formatNnunetSummary } from "./format-nnunet-summary.ts";
export { GRID_TOLERANCE_VOXELS } from "./grid-faults.ts";
export {
  type Gunzipped,
  gunzip,
  type Inflated,
  type InflateRequest,
  type Inflater,
  TooManyBytes,
} from "./gunzip.ts";
export { gunzipSizeHint, isGzip } from "./gzip-format.ts";
export { SHEAR_TOLERANCE } from "./header-geometry.ts";
export { type ImagePlan, MAX_VOXELS } from "./image-plan.ts";
export {
  type NnunetMetrics,
  type NnunetSummary,
  nnunetLabelKey,
  parseNnunetSummary,
  summarizeNnunet,
} from "./nnunet-summary.ts";
export { type NpyArray, type NpyData, readNpy, writeNpy } from "./npy.ts";
export { readNpz, writeNpz } from "./npz.ts";
export { type NiftiBytes, readNifti } from "./read-nifti.ts";
export { planNiftiFile, readNiftiFile } from "./read-nifti-file.ts";
export { type CaseSplit, formatSplitsFinal, parseSplitsFinal } from "./splits-final.ts";
export { WHOLE_TOLERANCE } from "./whole-labels.ts";
export { checkTrainable, derivedDatasetJson, type TrainableDataset } from "./write-dataset-json.ts";
export { writeNifti } from "./write-nifti.ts";

export { parseDsegTsv } from "./bids/dseg-tsv.ts";
export { crc32 } from "./gzip/crc32.ts";
export {
  type Gunzipped,
  gunzip,
  type Inflated,
  type InflateRequest,
  type Inflater,
  TooManyBytes,
} from "./gzip/gunzip.ts";
export { gunzipSizeHint, isGzip } from "./gzip/gzip-format.ts";
export { SHEAR_TOLERANCE } from "./nifti/header-geometry.ts";
export { type ImagePlan, MAX_VOXELS } from "./nifti/image-plan.ts";
export { type NiftiBytes, readNifti } from "./nifti/read-nifti.ts";
export { planNiftiFile, readNiftiFile } from "./nifti/read-nifti-file.ts";
export { writeNifti } from "./nifti/write-nifti.ts";
export { type DatasetLabel, type DatasetLabels, parseDatasetJson } from "./nnunet/dataset-json.ts";
export { formatNnunetSummary } from "./nnunet/format-nnunet-summary.ts";
export { nnunetLabelKey, parseNnunetSummary, summarizeNnunet } from "./nnunet/nnunet-summary.ts";
export type { NnunetMetrics, NnunetSummary } from "./nnunet/nnunet-summary-types.ts";
export { type CaseSplit, formatSplitsFinal, parseSplitsFinal } from "./nnunet/splits-final.ts";
export { checkTrainable, derivedDatasetJson, type TrainableDataset } from "./nnunet/write-dataset-json.ts";
export { type NpyArray, type NpyData, readNpy, writeNpy } from "./numpy/npy.ts";
export { readNpz, writeNpz } from "./numpy/npz.ts";
export { alignTo } from "./volume/align.ts";
export { type ClassMask, layerClasses } from "./volume/class-layers.ts";
export { GRID_TOLERANCE_VOXELS } from "./volume/grid-faults.ts";
export { WHOLE_TOLERANCE } from "./volume/whole-labels.ts";

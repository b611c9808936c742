import type { LabelSpec } from "@pgt/metrics";

/** A structure of one id, the same in both volumes. */
export function plainLabel(label: number): LabelSpec {
  return { label, name: String(label), referenceIds: [label], predictionIds: [label] };
}

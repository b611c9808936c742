import { listed } from "@pgt/metrics";
import { independenceBy, type Lineage } from "../../scores/lineage.ts";
import { ofStudy, type Warning } from "./warning.ts";

/** A consensus and those whose masks it is compared with. */
export interface MetConsensus {
  readonly id: string;
  readonly met: readonly string[];
  /** Those whose masks it is made from, where the study does not say. */
  readonly raters: readonly string[];
  readonly lineage?: Lineage;
}

/** W-CIRCULAR: a consensus is compared with masks that are in it. */
export function circularConsensus({ id, met, raters, lineage = {} }: MetConsensus): Warning[] {
  const isDeclared = (lineage[id] ?? []).length > 0;
  const independent = independenceBy(lineage);
  const parts = met.filter((entity) => (isDeclared ? !independent(id, entity) : raters.includes(entity)));
  if (parts.length === 0) return [];
  const basis = isDeclared ? "" : " (the study does not say from which; derivedFrom in its manifest does)";
  return [
    ofStudy(
      "W-CIRCULAR",
      `${id} is a consensus, made from the masks of ${listed(parts)}${basis}: their agreement with it is too high, since it holds their own masks, and it bounds nothing. For a fair comparison give the reference consensus:METHOD: it is fused anew, and each rater held against that of the others.`,
    ),
  ];
}

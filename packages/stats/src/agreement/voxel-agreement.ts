import { UsageError, type VoteRegion, type VoteTable } from "@pgt/metrics";
import type { IntervalOptions } from "../inference/interval-options.ts";
import type { AdditiveStatistic } from "./additive-statistic.ts";
import { type AgreementEstimate, agreementOverCases, type CaseStatistic } from "./case-agreement.ts";
import { notDefined } from "./coefficient.ts";
import { fleissStatistic } from "./fleiss-kappa.ts";
import { gwetStatistic } from "./gwet-ac.ts";
import { nominalAlphaStatistic } from "./krippendorff-alpha.ts";
import { conformityStatistic, specificStatistic } from "./overlap-agreement.ts";
import { countVotes, type RatingTable, ratingTable } from "./rating-table.ts";

/** The votes of the raters of one case, on one structure or on the whole label map. */
export interface CaseVotes extends Omit<VoteTable, "patterns"> {
  readonly case: string;
  /** Ratings in the order of the study's raters; null: has not annotated the case. */
  readonly patterns: readonly { readonly ratings: readonly (number | null)[]; readonly voxels: number }[];
}

export interface VoxelAgreementOptions extends IntervalOptions {
  /** Cluster (patient) of a case: clusters are resampled, not cases. */
  readonly clusterOf?: (caseId: string) => string;
}

/** Agreement of raters on the voxels of a region (docs/methods/agreement.md). */
export interface VoxelAgreement {
  readonly label: number | null;
  readonly name: string;
  /** Region in which voxels were counted, and their number in all cases: every coefficient but the last two depends on it. */
  readonly region: VoteRegion;
  /** Cases with a voxel in the region, and without one. Raters that have not annotated a case have no vote there. */
  readonly cases: number;
  readonly emptyCases: number;
  readonly fleiss: AgreementEstimate;
  /** Krippendorff's, nominal. */
  readonly alpha: AgreementEstimate;
  readonly ac1: AgreementEstimate;
  /** Absent for several structures together. */
  readonly gci: AgreementEstimate;
  /** Absent for several structures together. */
  readonly positiveAgreement: AgreementEstimate;
}

const inside = 1;
const chanceRange = [-1, 1] as const;
const notOfOneLabel: AdditiveStatistic = {
  sums: () => new Float64Array(0),
  value: () => notDefined("SEVERAL_LABELS"),
};

/**
 * Agreement per label, from the votes of each case: the voxels of all cases pooled, with bootstrap intervals over
 * cases, and the mean of the cases' own coefficients. Labels ascending, the whole label map last. With more raters in
 * some cases than in others, Fleiss' kappa is undefined; use alpha.
 *
 * @throws UsageError for the same case and label twice, or for cases of one label with different regions.
 */
export function voxelAgreement(
  cases: readonly CaseVotes[],
  options: VoxelAgreementOptions = {},
): VoxelAgreement[] {
  const byLabel = new Map<number | null, CaseVotes[]>();
  for (const votes of cases) {
    const group = byLabel.get(votes.label);
    if (group) group.push(votes);
    else byLabel.set(votes.label, [votes]);
  }
  return [...byLabel]
    .sort(([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
    .map(([, group]) => labelAgreement(group, options));
}

function labelAgreement(group: readonly CaseVotes[], options: VoxelAgreementOptions): VoxelAgreement {
  checkGroup(group);
  const [{ label, name, region }] = group;
  const filled = group.filter(({ patterns }) => patterns.length > 0);
  const tables = tablesByCluster(filled, options.clusterOf ?? ((caseId) => caseId)).map(countVotes);
  const layout = tables[0] ?? { categories: [], raters: 0 };
  const ofOneLabel = (statistic: AdditiveStatistic): CaseStatistic => ({
    statistic: label === null ? notOfOneLabel : statistic,
    range: [0, 1],
  });
  const statistics = {
    fleiss: { statistic: fleissStatistic(layout), range: chanceRange },
    alpha: { statistic: nominalAlphaStatistic(layout), range: chanceRange },
    ac1: { statistic: gwetStatistic(layout), range: chanceRange },
    gci: ofOneLabel(conformityStatistic(layout, inside)),
    positiveAgreement: ofOneLabel(specificStatistic(layout, inside)),
  };
  return {
    label,
    name,
    region: { name: region.name, voxels: group.reduce((sum, votes) => sum + votes.region.voxels, 0) },
    cases: filled.length,
    emptyCases: group.length - filled.length,
    ...agreementOverCases(tables, statistics, options),
  };
}

/** One table a cluster, clusters ascending, all with the same categories. */
function tablesByCluster(group: readonly CaseVotes[], clusterOf: (caseId: string) => string): RatingTable[] {
  const isStructure = group[0]?.label !== null;
  const occurring = group.flatMap(({ patterns }) => patterns.flatMap(({ ratings }) => ratings));
  const categories = isStructure
    ? [0, inside]
    : [...new Set(occurring.filter((category) => category !== null))];
  const raters = Math.max(0, ...group.map(({ patterns }) => patterns[0].ratings.length));
  const clusters = new Map<string, CaseVotes[]>();
  for (const votes of group) {
    const id = clusterOf(votes.case);
    const cluster = clusters.get(id);
    if (cluster) cluster.push(votes);
    else clusters.set(id, [votes]);
  }
  return [...clusters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, members]) =>
      ratingTable(
        members.flatMap(({ patterns }) =>
          patterns.map(({ ratings, voxels }) => ({
            ratings: Array.from({ length: raters }, (_, k) => ratings[k] ?? null),
            units: voxels,
          })),
        ),
        categories,
      ),
    );
}

function checkGroup(group: readonly CaseVotes[]): void {
  const seen = new Set<string>();
  for (const { case: caseId, label, region } of group) {
    const of = label === null ? "the label map" : `label ${label}`;
    if (seen.has(caseId)) {
      throw new UsageError(
        "E_VOTES",
        `cases: one table of ${of} was expected for case "${caseId}", two found`,
      );
    }
    seen.add(caseId);
    if (region.name !== group[0].region.name) {
      throw new UsageError(
        "E_VOTES",
        `cases: tables of ${of} over the same region were expected, "${group[0].region.name}" and "${region.name}" found; count all cases over one region`,
      );
    }
  }
}

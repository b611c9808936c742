import type { ConsensusAgreement, MeanAgreement } from "./consensus-agreement.ts";
import type { Placement } from "./placement.ts";

/** One rater or model against the consensus masks of a reference. */
export interface ConsensusRecord {
  readonly reference: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  /** `raters` is their mean. */
  readonly role: "raters" | "rater" | "model";
  readonly entity: string;
  /** With consensuses of the others: of a model, with the same as the raters. */
  readonly others: MeanAgreement | null;
  /** With the consensus of all raters; of a rater in it, too high. */
  readonly all: MeanAgreement | null;
  /** Comparison of a model with the raters by the consensuses of the others; null for raters. */
  readonly placement: Placement | null;
}

/** Agreement with consensus masks as a table: by reference, structure and metric, raters before models. */
export function consensusRecords(
  consensus: readonly ConsensusAgreement[],
  placements: readonly Placement[],
): ConsensusRecord[] {
  return consensus.flatMap((agreement) => {
    const { reference, label, name, metric, unit, leaveOneOut, inclusive, raters, models } = agreement;
    const placementOf = (model: string) =>
      placements.find(
        (one) =>
          one.model === model && one.label === label && one.metric === metric && isAgainstConsensus(one),
      );
    const place = { reference, label, name, metric, unit };
    const ofRaters = { role: "raters", entity: "raters, mean", others: leaveOneOut, all: inclusive } as const;
    const records: Pick<ConsensusRecord, "role" | "entity" | "others" | "all" | "placement">[] = [
      { ...ofRaters, placement: null },
      ...raters.map(({ rater: entity, leaveOneOut: others, inclusive: all }) => {
        return { role: "rater", entity, others, all, placement: null } as const;
      }),
      ...models.map(({ model: entity, ofAll: all }) => {
        const placement = (leaveOneOut && placementOf(entity)) ?? null;
        return { role: "model", entity, others: placement && meanOf(placement), all, placement } as const;
      }),
    ];
    return records
      .filter(({ others, all }) => others !== null || all !== null)
      .map((record) => ({ ...place, ...record }));
  });
}

/** Tells if a model is judged against a consensus, on other bounds than those of the raters. */
export function isAgainstConsensus({ reference }: Placement): boolean {
  return reference === "consensus";
}

function meanOf({ estimate, low, high, n }: Placement): MeanAgreement | null {
  return estimate === null ? null : { estimate, low, high, n };
}

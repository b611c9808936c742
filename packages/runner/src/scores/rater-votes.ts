import type { LabelSpec, VoteTable } from "@pgt/metrics";
import { comparisonName, type PlannedPair } from "@pgt/study";
import { alignMasks } from "../masks/mask.ts";
import type { Mask } from "../masks/mask-type.ts";
import { getEngine } from "./engine-instance.ts";
import type { PairIdentity } from "./pair-scores.ts";

/** A rater's mask, and the ids that each structure has in it. */
interface Voter {
  readonly mask: Mask;
  readonly ids: ReadonlyMap<number, readonly number[]>;
}

/**
 * Counts the votes of all raters of a case while their masks are at hand: those that its pairs of raters bring past, in
 * first sessions. Masks with classes that overlap have no votes.
 */
export class RaterVotes {
  private voters = new Map<string, Voter>();
  private readonly names = new Map<number, string>();
  private left: Set<string>;

  /** @param pairs of one case. */
  constructor(pairs: readonly PlannedPair[]) {
    const [first] = pairs;
    const others = new Set<string>();
    const wanted = pairs.filter(({ kind, a, aSession, b }) => {
      const isWanted = kind === "inter" && a === first.a && aSession === first.aSession && !others.has(b);
      if (isWanted) others.add(b);
      return isWanted;
    });
    this.left = new Set(wanted.map(comparisonName));
  }

  /** Takes a pair that was compared; the votes with the last one. */
  async take(
    pair: PairIdentity,
    a: Mask,
    b: Mask,
    labels: readonly LabelSpec[],
  ): Promise<readonly VoteTable[] | null> {
    if (!this.left.delete(comparisonName(pair))) return null;
    for (const { label, name } of labels) this.names.set(label, name);
    const idsOf = (side: "referenceIds" | "predictionIds") =>
      new Map(labels.map((spec) => [spec.label, spec[side]]));
    const first = this.voters.get(pair.a);
    this.voters.set(pair.a, { mask: a, ids: new Map([...(first?.ids ?? []), ...idsOf("referenceIds")]) });
    this.voters.set(pair.b, { mask: b, ids: idsOf("predictionIds") });
    if (this.left.size > 0) return null;
    const voters = [...this.voters.values()];
    this.voters = new Map();
    return votesOf(voters, this.names);
  }
}

async function votesOf(
  voters: readonly Voter[],
  names: ReadonlyMap<number, string>,
): Promise<readonly VoteTable[]> {
  if (voters.some(({ mask }) => mask.layers.length > 1)) return [];
  const [{ mask: first }] = voters;
  const volumes = voters.map(({ mask }) => alignMasks(first, mask).layers[0]);
  const structures = [...names].map(([label, name]) => ({
    ...{ label, name },
    ids: voters.map(({ ids }) => ids.get(label) ?? []),
  }));
  const engine = await getEngine();
  return engine.countVotes(volumes, { structures, region: "union" }).filter(({ label }) => label !== null);
}

import { didYouMean, listed, plural, UsageError } from "@pgt/metrics";
import { type Plan, useFusion } from "@pgt/runner";
import {
  consensusMethods,
  type MethodChoice,
  ofStudy,
  parseMethod,
  type TieRule,
  type Warning,
} from "@pgt/stats";
import { type Entity, type MaskSource, type StudyLineage, storedMasks } from "@pgt/study";
import { consensusRequest } from "../consensus/consensus-settings.ts";
import { fuseMasks } from "../consensus/fuse-masks.ts";

const prefix = "consensus:";

/** A reference that is fused of the raters of a study. */
export interface ConsensusReference {
  /** As given: `consensus:staple`. */
  readonly id: string;
  readonly method: MethodChoice;
}

/** Tells if a reference is to be fused: `consensus:METHOD`, in place of a folder or an id. */
export function isConsensus(reference: string): boolean {
  return reference === "consensus" || reference.startsWith(prefix);
}

/** @throws UsageError for what is not `consensus:METHOD`, naming the methods. */
export function consensusReference(reference: string): ConsensusReference {
  const methods = consensusMethods.map(({ id }) => id);
  const expected = `expected ${prefix}METHOD, METHOD being one of ${methods.join(", ")}`;
  if (!isConsensus(reference) || reference.length <= prefix.length) {
    const nearest = didYouMean(
      `${prefix}${reference}`,
      methods.map((id) => prefix + id),
    );
    throw new UsageError("E_REFERENCE", `reference: ${expected}; found "${reference}".${nearest}`);
  }
  return { id: reference, method: parseMethod(reference.slice(prefix.length)) };
}

/** How a reference was fused, in results and among what the values of a run rest on. */
export interface ReferenceSettings {
  readonly id: string;
  readonly method: string;
  readonly tie: TieRule;
  readonly region: string;
  /** Null: the mean share of votes. */
  readonly staplePrior: number | null;
}

export function referenceSettings({ id, method }: ConsensusReference): ReferenceSettings {
  const { tie, region, staplePrior } = consensusRequest({ methods: [method.text] }, []).settings;
  return { id, method: method.text, tie, region, staplePrior };
}

/** The raters of a study that a consensus is fused of, in their first sessions. */
export interface FusedRaters {
  readonly raters: readonly Pick<Entity, "id" | "cases">[];
  readonly plan: Pick<Plan, "asked" | "dataset">;
  readonly lineage?: Pick<StudyLineage, "isDerived">;
}

/** A set of masks that are fused when they are read. */
export interface FusedSet {
  readonly id: string;
  readonly session: 1;
  readonly folder: string;
  readonly cases: ReadonlyMap<string, MaskSource>;
  /** Raters that it is fused of. */
  readonly voters: readonly string[];
  /** The rater whose masks are not in it, nor those that come from them. */
  readonly without?: string;
}

/**
 * The consensus of all raters or, for a rater, of the others: of those whose masks do not come from the rater's, nor the
 * other way round. A case that fewer than two raters have has none.
 *
 * @throws UsageError for fewer than two raters, or if the method asks for more votes than there are.
 */
export function fusedSet(reference: ConsensusReference, study: FusedRaters, without?: string): FusedSet {
  useFusion(fuseMasks);
  const { raters, plan, lineage } = study;
  checkRaters(
    reference,
    raters.map((rater) => rater.id),
  );
  const isLeftOut = (id: string) =>
    without !== undefined && (id === without || lineage?.isDerived(id, without) === true);
  const voters = raters.filter(({ id }) => !isLeftOut(id));
  checkVotes(reference, voters.length, without);
  const id = without === undefined ? reference.id : `${reference.id} without ${without}`;
  const { asked, dataset } = plan;
  const fusion = { method: reference.method.text, ...(asked && { asked }), ...(dataset && { dataset }) };
  const all = [...new Set(raters.flatMap(({ cases }) => [...cases.keys()]))].sort();
  const cases = all.flatMap((caseId): [string, MaskSource][] => {
    const readings = raters.filter((rater) => rater.cases.has(caseId));
    const parts = voters.flatMap((rater) => {
      const source = rater.cases.get(caseId);
      return source ? storedMasks(source) : [];
    });
    if (readings.length < 2 || parts.length === 0) return [];
    return [[caseId, { kind: "fused", path: `${id}, ${caseId}`, parts, fusion }]];
  });
  const ids = voters.map((rater) => rater.id);
  const folder = `${reference.id} of ${listed(ids)}`;
  return {
    id,
    session: 1,
    folder,
    voters: ids,
    cases: new Map(cases),
    ...(without !== undefined && { without }),
  };
}

/** Warning of a consensus of the study that is held against a fused one: both hold the masks of the same raters. */
export function sharedMasks(consensus: string, { id }: ConsensusReference): Warning {
  return ofStudy(
    "W-CIRCULAR",
    `${consensus} is a consensus, and so is the reference ${id}, of the same raters: they agree because both hold the same masks. Judge a consensus by masks that are in neither, such as those of another rater.`,
  );
}

/** @throws UsageError for fewer than two raters. */
function checkRaters({ id }: ConsensusReference, raters: readonly string[]): void {
  if (raters.length >= 2) return;
  const found = raters.length === 1 ? `1 (${raters[0]})` : "none";
  throw new UsageError("E_ENTITIES", `reference ${id}: a consensus needs two raters, found ${found}`);
}

function checkVotes({ id, method }: ConsensusReference, voters: number, without: string | undefined): void {
  if (method.least === undefined || method.least <= voters) return;
  const found =
    without === undefined ? plural(voters, "rater") : `${plural(voters, "rater")} without ${without}`;
  throw new UsageError(
    "E_REFERENCE",
    `reference ${id}: it asks for ${method.least} votes, and there are ${found}, so that nothing would be in it; ask for fewer, or take consensus:majority`,
  );
}

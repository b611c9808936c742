import { defaultSeed, foldNotes, UsageError } from "@pgt/metrics";
import type { Plan, RunKey, ScoredShard } from "@pgt/runner";
import { pairsByCase, planKey, type RunScores, scorePairs, worstCaseOf } from "@pgt/runner";
import { ceilingAgreement, hasCeilings, pgtInterval } from "@pgt/stats";
import { caseGaps } from "@pgt/study";
import { openRun } from "../open-run.ts";
import {
  type ConsensusReference,
  consensusReference,
  referenceSettings,
} from "../reference/consensus-reference.ts";
import { comparedSets } from "./compared-sets.ts";
import { consensusComparisons, consensusOf } from "./consensus-comparisons.ts";
import { writeInterval } from "./interval-document.ts";
import type { IntervalOptions, IntervalReport, StudyCase, StudyMember } from "./interval-types.ts";
import type { LoadedEntity, LoadedStudy } from "./loaded-study.ts";
import { raterAgreement } from "./rater-agreement.ts";

/**
 * Compares the masks of a study and computes its interval; with `out`, writes the run directory.
 *
 * @param shards folders that hold what is compared already.
 */
export async function runStudy(
  study: LoadedStudy,
  given: IntervalReport["study"],
  options: IntervalOptions,
  shards: readonly ScoredShard[] = [],
): Promise<IntervalReport> {
  const started = performance.now();
  const { reference, match, raters, consensus, pairs, ofCeilings, plan, key } = preparedStudy(study, options);
  const directory = await openRun(options, "interval", key, shards);
  try {
    const scores = await scorePairs(pairs, plan, options, false, directory?.journal ?? undefined);
    const cases = studyCases(match.cases, scores, study);
    const agreement =
      options.agreement === true && !options.signal?.aborted
        ? await raterAgreement(raters, match.cases, scores.masks, study.clusterOf)
        : undefined;
    const report = {
      ...reportOf(study, given, scores, cases, consensus.members),
      notes: [...study.notes, ...caseGaps(match), ...consensus.notes, ...foldNotes(scores.warnings)],
      ...(reference && { reference: referenceSettings(reference) }),
      ...(ofCeilings && {
        ceilings: ceilingAgreement(scores.votes).map((one) => ({ ...one, metric: ofCeilings.key })),
      }),
      ...(agreement && { agreement }),
    };
    if (!directory || options.signal?.aborted) return report;
    const inputs = [...study.inputs, ...(await directory.journal!.inputsOf(pairsByCase(pairs).values()))];
    return { ...report, files: await writeInterval(directory, report, inputs, started) };
  } finally {
    await directory?.close();
  }
}

/** What is compared with what in a study, and what the values rest on. @throws UsageError for too few raters. */
export function preparedStudy(study: LoadedStudy, options: IntervalOptions) {
  refuseFewRaters(study.entities);
  const reference = options.reference === undefined ? null : consensusReference(options.reference);
  const sets = comparedSets(study);
  const consensus = consensusComparisons(study, sets, reference);
  const pairs = [...pairsByCase([...sets.pairs, ...consensus.pairs]).values()].flat();
  const ofCeilings = sets.raters.length < 3 ? undefined : study.plan.metrics.find(hasCeilings);
  const plan: Plan = { ...study.plan, countsVotes: ofCeilings !== undefined };
  return {
    ...sets,
    reference,
    consensus,
    pairs,
    ofCeilings,
    plan,
    key: keyOf({ ...study, plan }, reference),
  };
}

function refuseFewRaters(entities: readonly LoadedEntity[]): void {
  const annotations = entities.filter(({ role }) => role === "rater");
  if (annotations.length >= 2) return;
  const found = annotations.length === 1 ? `1 rater (${annotations[0].id}) without a repeat` : "no rater";
  throw new UsageError(
    "E_ENTITIES",
    `an interval needs two raters, or one rater and a repeat by the same rater; found ${found}`,
  );
}

/** Everything that the values rest on besides the masks. */
function keyOf({ plan, entities, labelling }: LoadedStudy, reference: ConsensusReference | null): RunKey {
  return {
    command: "interval",
    ...planKey(plan),
    entities: entities.map(({ id, role, session }) => `${role} ${id} ${session}`),
    labelling: labelling ?? null,
    ...(plan.countsVotes && { votes: true }),
    ...(reference && { reference: referenceSettings(reference) }),
  };
}

function studyCases(
  ids: readonly string[],
  { diagonalMm, spacingMm }: RunScores,
  study: LoadedStudy,
): StudyCase[] {
  return ids.map((id) => ({
    case: id,
    diagonalMm: diagonalMm.get(id) ?? null,
    spacingMm: spacingMm.get(id) ?? null,
    ...(study.clusterOf && { cluster: study.clusterOf(id) }),
  }));
}

function reportOf(
  study: LoadedStudy,
  given: IntervalReport["study"],
  scores: RunScores,
  cases: readonly StudyCase[],
  fused: readonly StudyMember[],
): Omit<IntervalReport, "notes"> {
  const { plan, entities, name, lineage, clusterOf } = study;
  const members: readonly StudyMember[] = [
    ...entities.map(({ id, role, session, folder }) => ({ id, role, session, masks: folder })),
    ...fused,
  ];
  const ids = (role: LoadedEntity["role"]) => [
    ...new Set(entities.filter((entity) => entity.role === role).map(({ id }) => id)),
  ];
  const result = pgtInterval({
    rows: scores.rows,
    comparisons: scores.comparisons,
    raters: ids("rater"),
    models: ids("model"),
    consensus: consensusOf(members),
    metrics: plan.metrics,
    cases: cases.map((one) => one.case),
    masks: scores.masks,
    spacingMm: (caseId) => scores.spacingMm.get(caseId),
    ...(clusterOf && { clusterOf }),
    ...(lineage && { lineage: lineage.derivedFrom }),
    ...worstCaseOf(plan, scores.diagonalMm),
  });
  return {
    ...(name !== undefined && { name }),
    settings: plan.settings,
    seed: defaultSeed,
    study: given,
    entities: members,
    cases,
    ...(lineage && { derivedFrom: lineage.derivedFrom }),
    rows: scores.rows,
    masks: scores.masks,
    ...result,
    failures: scores.failures,
  };
}

import { checkOptions, foldNotes, splitExtension, UsageError } from "@pgt/metrics";
import type { MaskInput, MeasureOptions, RunOptions } from "@pgt/runner";
import {
  findCases,
  type InputHash,
  makePlan,
  maskOf,
  measureOptionKeys,
  type Plan,
  pairsByCase,
  planKey,
  type RunKey,
  type RunScores,
  readLabelMap,
  runOptionKeys,
  type ScoredShard,
  scorePair,
  scorePairs,
  secondsSince,
  withLabelsBeside,
  worstCaseOf,
} from "@pgt/runner";
import { labelUseWarnings, summarize, worstCases } from "@pgt/stats";
import { type Entity, type MatchedEntity, matchCases, type PlannedPair, planComparison } from "@pgt/study";
import { checkGivenIds, relabelledSets } from "../labels/given-labels.ts";
import { relabelRemedy } from "../labels/label-check.ts";
import { openRun } from "../open-run.ts";
import { writeComparison } from "./compare-document.ts";
import {
  type CompareOptions,
  compareOptionKeys,
  type MissingPrediction,
  missingPredictionRules,
} from "./compare-types.ts";
import type { Comparison } from "./comparison.ts";
import { withMissingCases } from "./missing-cases.ts";
import { type ChosenSides, type StudySides, studySides } from "./study-sides.ts";

const sideIds: readonly string[] = ["reference", "prediction"];

/** One comparison of several: two label maps of the same case. */
export interface CasePair {
  readonly case: string;
  readonly reference: string;
  readonly prediction: string;
}

/**
 * Compares two label maps, given as paths or as volumes in memory: every metric of every structure.
 *
 * @throws UsageError for a metric or setting that does not exist; InputError for a file, geometry or label fault.
 */
export async function compare(
  pair: { readonly reference: MaskInput; readonly prediction: MaskInput },
  options: MeasureOptions = {},
): Promise<Comparison> {
  checkOptions(options, measureOptionKeys);
  const plan = await makePlan(options);
  const [reference, prediction] = await Promise.all([pair.reference, pair.prediction].map(asMask));
  const identity = {
    case: caseName(pair.reference),
    a: "reference",
    aSession: 1,
    b: "prediction",
    bSession: 1,
  };
  const { rows, masks, counts, warnings, diagonalMm, spacingMm } = await scorePair(
    reference,
    prediction,
    identity,
    plan,
  );
  return finish(plan, {
    rows,
    masks,
    counts,
    failures: [],
    warnings,
    diagonalMm: new Map([[identity.case, diagonalMm]]),
    spacingMm: new Map([[identity.case, spacingMm]]),
  });
}

/** Compares many pairs of files; a pair that cannot be compared is named in `failures` and the others go on. */
export async function compareMany(pairs: readonly CasePair[], options: RunOptions = {}): Promise<Comparison> {
  checkOptions(options, runOptionKeys);
  const plan = await makePlan(options);
  const planned = pairs.map(
    (pair): PlannedPair => ({
      kind: "comparison",
      case: pair.case,
      a: "reference",
      aSession: 1,
      b: "prediction",
      bSession: 1,
      sourceA: { kind: "file", path: pair.reference },
      sourceB: { kind: "file", path: pair.prediction },
    }),
  );
  return finish(plan, await scorePairs(planned, plan, options));
}

/**
 * Compares two files, or two folders case by case (matched by file name, or one file per class). Cases that one
 * side lacks are named in `failures`, or treated as `missingPrediction` says.
 *
 * @throws InputError if a path cannot be read or holds no masks, and for any fault when there is only one pair;
 * UsageError for a setting.
 */
export function comparePaths(
  reference: string,
  prediction: string,
  given: CompareOptions = {},
): Promise<Comparison> {
  return comparedPaths(reference, prediction, given);
}

/** The same. @param shards folders that hold what is compared already. */
export async function comparedPaths(
  reference: string,
  prediction: string,
  given: CompareOptions,
  shards: readonly ScoredShard[] = [],
): Promise<Comparison> {
  const started = performance.now();
  const prepared = await preparedComparison(reference, prediction, given);
  const { options, notes, plan, sides, matched, pairs, inputs, chosen, key, rule } = prepared;
  const [a, b] = matched;
  const isSingle = sides.every(({ single }) => single === true);
  const directory = await openRun(options, "compare", key, shards);
  try {
    const scores = await scorePairs(pairs, plan, options, isSingle, directory?.journal ?? undefined);
    const complete = await withMissingCases({ reference: a, prediction: b }, rule, scores, plan);
    const warnings = [...notes, ...complete.warnings];
    const { maps, names } = options;
    const comparison: Comparison = {
      ...finish(plan, { ...scores, ...complete, warnings }, rule),
      compared: {
        ...{ reference, prediction },
        ...(maps && { maps }),
        ...(names && { names }),
        ...(chosen && { chosen }),
      },
    };
    if (!directory || options.signal?.aborted) return comparison;
    const masks = await directory.journal!.inputsOf(pairsByCase(pairs).values());
    const run = { inputs: [...inputs, ...masks], durationSeconds: secondsSince(started) };
    return { ...comparison, files: await writeComparison(directory, comparison, run) };
  } finally {
    await directory?.close();
  }
}

/**
 * Finds the two sides and what is compared with what; masks are not read.
 *
 * @throws as `comparePaths`.
 */
export async function preparedComparison(reference: string, prediction: string, given: CompareOptions) {
  checkOptions(given, compareOptionKeys);
  const rule = given.missingPrediction ?? "error";
  if (!missingPredictionRules.includes(rule)) {
    const expected = missingPredictionRules.join(", ");
    throw new UsageError("E_MISSING", `missingPrediction: expected one of ${expected}, found ${rule}`);
  }
  const found = await sidesOf(reference, prediction, given);
  const matched = matchCases(found.sides).entities as [MatchedEntity, MatchedEntity];
  const key: RunKey = { command: "compare", ...planKey(found.plan), ...found.key };
  return { ...found, matched, pairs: planComparison(matched[0].cases, matched[1].cases), key, rule };
}

/** The two sides, with what is measured on them and what that rests on. */
interface Sides extends Pick<StudySides, "plan" | "notes" | "inputs" | "key"> {
  readonly options: CompareOptions;
  readonly sides: readonly Entity[];
  readonly chosen?: ChosenSides;
}

async function sidesOf(reference: string, prediction: string, given: CompareOptions): Promise<Sides> {
  if (given.reference !== undefined) {
    const option = given.maps ? "maps" : given.names ? "names" : null;
    if (option) {
      throw new UsageError(
        "E_OPTION",
        `${option}: labels of a study's sets stand in its manifest (map, labels); leave the option out`,
      );
    }
    return { options: given, ...(await studySides(reference, prediction, given.reference, given)) };
  }
  checkGivenIds(given, sideIds, "side");
  const { options, notes } = await withLabelsBeside(given, [reference]);
  const inputs: InputHash[] = [];
  const plan = await makePlan(options, inputs);
  const found = await Promise.all([reference, prediction].map((path) => findCases(path, options.layout)));
  const sets = sideIds.map((id, side) => ({
    ...{ id, session: 1, folder: [reference, prediction][side] },
    ...{ cases: found[side].cases, single: found[side].single },
  }));
  const { sets: sides, labelling } = await relabelledSets(sets, options, plan, inputs);
  return { options, notes, plan, sides, inputs, key: labelling === undefined ? {} : { labelling } };
}

async function asMask(input: MaskInput) {
  return maskOf(typeof input === "string" ? await readLabelMap(input) : input);
}

function caseName(input: MaskInput): string {
  const path = typeof input === "string" ? input : (input.source ?? "volume");
  return splitExtension(path.replace(/^.*[\\/]/, ""))[0];
}

function finish(
  plan: Plan,
  { rows, masks, failures, warnings, diagonalMm }: Omit<RunScores, "comparisons" | "votes">,
  missingPrediction?: MissingPrediction,
): Comparison {
  const summary = summarize(rows, plan.metrics, {
    ...worstCaseOf(plan, diagonalMm),
    penaliseMissing: missingPrediction === "worst",
  });
  const labels = labelUseWarnings({ masks, raters: ["reference"], models: ["prediction"] }, relabelRemedy);
  return {
    settings: { ...plan.settings, ...(missingPrediction && { missingPrediction }) },
    rows,
    masks,
    summary,
    worst: worstCases(rows, plan.metrics[0]),
    failures,
    warnings: [...labels.map(({ code, message }) => ({ code, message })), ...foldNotes(warnings)],
  };
}

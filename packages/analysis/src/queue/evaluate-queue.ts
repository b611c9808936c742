import {
  checkOptions,
  createRandom,
  defaultSeed,
  type LabelVolume,
  type Note,
  UsageError,
} from "@pgt/metrics";
import { type AnnotationError, addError, type ErrorKind, errorKinds } from "@pgt/simulate";
import { gainCurve, type QueueMode, type QueueRound, queuePrecision } from "@pgt/stats";
import type { CaseFailure } from "@pgt/study";
import { CaseLoop } from "../consensus/case-loop.ts";
import { distinctLabels } from "../distinct-labels.ts";
import {
  type ModeEvaluation,
  type QueueEvaluationOptions,
  type QueueEvaluationReport,
  queueEvaluationOptionKeys,
} from "./evaluation-types.ts";
import { type LoadedQueue, loadQueue } from "./load-queue.ts";
import { QueueRun } from "./queue.ts";
import { eachQueueCase } from "./queue-cases.ts";
import { queueSettings } from "./queue-settings.ts";
import type { QueueStudy } from "./queue-types.ts";
import { simulatedQueue } from "./simulated-queue.ts";

export const evaluationDefaults = { errors: 0.1, rounds: 10, cases: 24 } as const;

/** Share of a region that errors must make up, or of an error that must lie in the region, so that it shows it. */
const shownShare = 0.5;

/**
 * Measures a queue on errors of known place, which are put into masks: the share of its first items that show one, and the
 * errors found by the number of items looked at, against random order (docs/methods/queue.md). Each mode by itself.
 *
 * @param study folders, or the path of a manifest; null for simulated masks.
 * @throws as `queue`.
 */
export async function evaluateQueue(
  study: QueueStudy | string | null,
  options: QueueEvaluationOptions = {},
): Promise<QueueEvaluationReport> {
  checkOptions(options, queueEvaluationOptionKeys);
  const {
    errors = evaluationDefaults.errors,
    rounds = evaluationDefaults.rounds,
    seed = defaultSeed,
  } = options;
  const { cases = evaluationDefaults.cases } = options;
  checkCounts({ errors, rounds, cases, seed });
  const loadOf = async (round: number) =>
    study === null ? simulatedQueue(cases, seed + round) : { loaded: await loadQueue(study, options) };
  const { loaded } = await loadOf(0);
  const found = { raters: loaded.raters.length, models: loaded.models.length };
  const { settings } = queueSettings(options, found);
  const modes: ModeEvaluation[] = [];
  const notes = new Map<string, Note>();
  const failures = new Map<string, CaseFailure>();
  const progress = progressOver(options.onProgress, settings.modes.length * rounds);
  for (const [at, mode] of settings.modes.entries()) {
    const tally = new Tally(mode);
    for (let round = 0; round < rounds; round++) {
      const source = await loadOf(round);
      const placed = new PlacedErrors(mode, source.loaded, errors, seed + round);
      const quiet = {
        ...(options.signal && { signal: options.signal }),
        onProgress: progress(at * rounds + round),
      };
      const loop = new CaseLoop(source.loaded.study, placed.sets, mode, quiet);
      const run = new QueueRun({ ...settings, modes: [mode] }, true);
      const volumeOf = "volumeOf" in source ? source.volumeOf : undefined;
      await eachQueueCase({ ...source.loaded, sets: placed.sets }, loop, (one) => run.add(one), {
        edit: (id, maker, volume) => placed.into(id, maker, volume),
        ...(volumeOf && { volumeOf }),
      });
      const findings = loop.findings();
      for (const one of findings.notes) notes.set(JSON.stringify(one), one);
      for (const one of findings.failures) failures.set(JSON.stringify(one), one);
      tally.add(run, placed);
    }
    modes.push(tally.evaluation());
  }
  return {
    study,
    settings: { ...settings, errors, rounds, seed },
    ...{ raters: loaded.raters, models: loaded.models, cases: loaded.sets.cases.length, modes },
    ...{ notes: [...notes.values()], failures: [...failures.values()] },
  };
}

function checkCounts(
  counts: Required<Pick<QueueEvaluationOptions, "errors" | "rounds" | "cases" | "seed">>,
): void {
  const { errors, rounds, cases, seed } = counts;
  const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  const fault = !(errors > 0 && errors <= 1)
    ? `errors: expected a share above 0 and up to 1, found ${errors}`
    : !isWhole(rounds, 1000)
      ? `rounds: expected a whole number from 1 to 1000, found ${rounds}`
      : !isWhole(cases, 1000)
        ? `cases: expected a whole number from 1 to 1000, found ${cases}`
        : !isWhole(seed + 1, 2 ** 32)
          ? `seed: expected a whole number from 0 up, found ${seed}`
          : null;
  if (fault) throw new UsageError("E_SIMULATION", fault);
}

type Progress = NonNullable<QueueEvaluationOptions["onProgress"]>;

/** Progress of one pass as part of all. */
function progressOver(onProgress: Progress | undefined, passes: number): (pass: number) => Progress {
  return (pass) => (one) =>
    onProgress?.({ ...one, done: pass * one.total + one.done, total: passes * one.total });
}

/** Errors put into the masks of one round. */
class PlacedErrors {
  readonly sets: LoadedQueue["sets"];
  readonly all: (AnnotationError & { readonly case: string })[] = [];
  readonly target: ModeEvaluation["into"];
  private readonly makers: readonly string[];

  constructor(
    mode: QueueMode,
    { sets, raters, models }: LoadedQueue,
    private readonly share: number,
    private readonly seed: number,
  ) {
    this.target = mode === "informative" ? "models" : "raters";
    // The annotation that models contradict is one rater's: several that err alike are no common case.
    this.makers = mode === "informative" ? models : mode === "likely-error" ? [raters[0]] : raters;
    const kept = mode === "likely-error" ? [raters[0], ...models] : this.makers;
    this.sets = {
      ...sets,
      makers: kept,
      cases: sets.cases
        .map((one) => ({ ...one, masks: one.masks.filter(({ rater }) => kept.includes(rater)) }))
        .filter(({ masks }) => masks.length > 1),
    };
  }

  into(id: string, maker: string, volume: LabelVolume): LabelVolume {
    const place = this.makers.indexOf(maker);
    if (place < 0) return volume;
    const caseNumber = this.sets.cases.findIndex((one) => one.id === id);
    let changed: LabelVolume | null = null;
    for (const label of distinctLabels(volume.data).sort((a, b) => a - b)) {
      const random = createRandom(this.seed, (caseNumber * 256 + place) * 65536 + label);
      if (label === 0 || random.next() >= this.share) continue;
      const kind = errorKinds[random.nextBelow(errorKinds.length)];
      changed ??= { ...volume, data: volume.data.slice() };
      const error = addError(changed, label, kind, random);
      if (error) this.all.push({ ...error, case: id });
    }
    return changed ?? volume;
  }
}

/** What the queues of one mode have shown so far. */
class Tally {
  private readonly rounds: QueueRound[] = [];
  private readonly kinds: Record<ErrorKind, number> = { border: 0, dropped: 0, invented: 0 };
  private into: ModeEvaluation["into"] = "raters";
  private shown = 0;
  private cases = 0;

  constructor(private readonly mode: QueueMode) {}

  add(run: QueueRun, placed: PlacedErrors): void {
    this.into = placed.target;
    this.cases += run.cases;
    const found = run.ranked().map(({ case: id, voxels }) => {
      const region = voxels!;
      return placed.all.flatMap((error, k) => {
        if (error.case !== id) return [];
        const shared = sharedCount(region, error.voxels);
        return shared >= shownShare * Math.min(region.length, error.voxels.length) ? k : [];
      });
    });
    this.rounds.push({ found, errors: placed.all.length });
    this.shown += new Set(found.flat()).size;
    for (const { kind } of placed.all) this.kinds[kind]++;
  }

  evaluation(): ModeEvaluation {
    const { mode, into, kinds, shown, rounds, cases } = this;
    const sum = (of: (round: QueueRound) => number) => rounds.reduce((all, round) => all + of(round), 0);
    return {
      ...{ mode, into, kinds, shown, cases: cases / rounds.length },
      errors: sum(({ errors }) => errors),
      items: sum(({ found }) => found.length) / rounds.length,
      precision: queuePrecision(rounds),
      curve: gainCurve(rounds),
    };
  }
}

/** Numbers that two ascending lists share. */
function sharedCount(a: Uint32Array, b: Uint32Array): number {
  let [i, j, shared] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      shared++;
      i++;
      j++;
    } else if (a[i] < b[j]) i++;
    else j++;
  }
  return shared;
}

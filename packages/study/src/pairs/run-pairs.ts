import { OutputError, PgtError, UsageError } from "@pgt/metrics";
import { type MaskSource, sourceKey, storedMasks } from "../cases/mask-source.ts";
import { comparisonName, type PlannedPair } from "./plan-pairs.ts";

/** A comparison that gave no value, and why. */
export interface CaseFailure {
  readonly case: string;
  readonly comparison: string;
  readonly code: string;
  readonly message: string;
}

export interface PairProgress {
  readonly done: number;
  readonly total: number;
  readonly case: string;
}

export interface PairRunner<Volume, Result> {
  /** @param part reads a mask that `source` is fused of, unless it is at hand. */
  readonly read: (
    source: MaskSource,
    pair: PlannedPair,
    part: (source: MaskSource) => Promise<Volume>,
  ) => Volume | Promise<Volume>;
  readonly compare: (a: Volume, b: Volume, pair: PlannedPair) => Result | Promise<Result>;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export type PairOutcome<Result> =
  | { readonly pair: PlannedPair; readonly result: Result }
  | {
      readonly pair: PlannedPair;
      readonly failure: CaseFailure;
      /** Error that was thrown. */
      readonly error: unknown;
    };

/**
 * Reads and compares planned pairs, one after another in their order. A mask is read once per run of pairs of
 * its case, when first needed, and let go after its last pair: at most the masks of one case are held.
 *
 * What goes wrong in reading or comparing becomes the failure of the comparisons it concerns and the others go
 * on; a `UsageError` or `OutputError`, which concern the whole run, are thrown, and so is the signal's reason.
 */
export async function* runPairs<Volume, Result>(
  pairs: readonly PlannedPair[],
  { read, compare, onProgress, signal }: PairRunner<Volume, Result>,
): AsyncGenerator<PairOutcome<Result>, void, undefined> {
  let done = 0;
  for (const group of groupByCase(pairs)) {
    const cache = new MaskCache(group, read);
    for (const pair of group) {
      signal?.throwIfAborted();
      let outcome: PairOutcome<Result>;
      try {
        const [a, b] = await cache.take(pair);
        outcome = { pair, result: await compare(a, b, pair) };
      } catch (error) {
        signal?.throwIfAborted();
        outcome = { pair, failure: failureOf(pair, error), error };
      }
      onProgress?.({ done: ++done, total: pairs.length, case: pair.case });
      yield outcome;
    }
  }
}

/** The masks of one case: each is read once, and dropped when no later pair of the case uses it. */
class MaskCache<Volume> {
  private readonly uses = new Map<string, number>();
  private readonly held = new Map<string, { volume: Volume } | { error: unknown }>();
  private readonly read: PairRunner<Volume, unknown>["read"];

  constructor(pairs: readonly PlannedPair[], read: PairRunner<Volume, unknown>["read"]) {
    this.read = read;
    const sources = pairs.flatMap(({ sourceA, sourceB }) => [sourceA, sourceB]);
    for (const source of sources) this.willUse(source);
    const fused = new Map(sources.map((source) => [sourceKey(source), source]));
    for (const source of fused.values())
      if (source.kind === "fused") storedMasks(source).forEach(this.willUse);
  }

  private readonly willUse = (source: MaskSource): void => {
    this.uses.set(sourceKey(source), (this.uses.get(sourceKey(source)) ?? 0) + 1);
  };

  /** @throws what reading either mask threw; if both failed, the first one. */
  async take(pair: PlannedPair): Promise<[Volume, Volume]> {
    const a = await this.takeOne(pair.sourceA, pair);
    const b = await this.takeOne(pair.sourceB, pair);
    if ("error" in a) throw a.error;
    if ("error" in b) throw b.error;
    return [a.volume, b.volume];
  }

  private async takeOne(
    source: MaskSource,
    pair: PlannedPair,
  ): Promise<{ volume: Volume } | { error: unknown }> {
    const key = sourceKey(source);
    const entry = this.held.get(key) ?? (await this.attempt(source, pair));
    const left = this.uses.get(key)! - 1;
    this.uses.set(key, left);
    if (left > 0) this.held.set(key, entry);
    else this.held.delete(key);
    return entry;
  }

  private async attempt(source: MaskSource, pair: PlannedPair) {
    const part = async (one: MaskSource) => {
      const taken = await this.takeOne(one, pair);
      if ("error" in taken) throw taken.error;
      return taken.volume;
    };
    try {
      return { volume: await this.read(source, pair, part) };
    } catch (error) {
      return { error };
    }
  }
}

/** Neighbouring pairs of one case. */
export function groupByCase(pairs: readonly PlannedPair[]): PlannedPair[][] {
  const groups: PlannedPair[][] = [];
  for (const pair of pairs) {
    const last = groups.at(-1);
    if (last !== undefined && last[0].case === pair.case) last.push(pair);
    else groups.push([pair]);
  }
  return groups;
}

/** Makes the failure of a comparison from what went wrong. @throws a `UsageError` or `OutputError`. */
export function failureOf(pair: PlannedPair, error: unknown): CaseFailure {
  if (error instanceof UsageError || error instanceof OutputError) throw error;
  return {
    case: pair.case,
    comparison: comparisonName(pair),
    code: error instanceof PgtError ? error.code : "E_INTERNAL",
    message: error instanceof Error ? error.message : String(error),
  };
}

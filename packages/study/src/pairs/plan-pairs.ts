import { UsageError } from "@pgt/metrics";
import { byCodeUnit } from "../cases/image-files.ts";
import type { MaskSource } from "../cases/mask-source.ts";

/** One set of masks as pairs are planned from it. */
export interface MaskSet {
  readonly id: string;
  readonly session: number;
  readonly cases: ReadonlyMap<string, MaskSource>;
}

/** Reason for a comparison: statistics of agreement need to know which bound a pair belongs to. */
export type PairKind = "inter" | "intra" | "model" | "comparison";

/** Two masks of one case. In metrics with a direction, `a` is the reference. */
export interface PlannedPair {
  readonly kind: PairKind;
  readonly case: string;
  readonly a: string;
  readonly aSession: number;
  readonly b: string;
  readonly bSession: number;
  readonly sourceA: MaskSource;
  readonly sourceB: MaskSource;
}

export interface StudySets {
  /** First annotations: one set per rater. */
  readonly raters: readonly MaskSet[];
  /** Later sessions of raters of the same id. */
  readonly repeats?: readonly MaskSet[];
  readonly models?: readonly MaskSet[];
}

/**
 * All comparisons of a study, case by case: every pair of raters over all their sessions, every pair of
 * sessions of one rater, and every rater and session (a) against every model (b). A case is compared by those
 * who have it. With all masks there, R raters of S sessions and M models give, per case,
 * S^2 R (R - 1) / 2 + R S (S - 1) / 2 + R S M pairs.
 *
 * @throws UsageError E_ENTITIES if an id and session come twice, or a repeat has no rater.
 */
export function planPairs({ raters, repeats = [], models = [] }: StudySets): PlannedPair[] {
  checkSets(raters, repeats, models);
  const annotations = inOrder(raters, [...raters, ...repeats]);
  const cases = new Set([...annotations, ...models].flatMap((set) => [...set.cases.keys()]));
  return [...cases].sort(byCodeUnit).flatMap((id) => pairsOfCase(id, annotations, models));
}

/** Reference (a) against prediction (b) for every case that both have. */
export function planComparison(
  reference: ReadonlyMap<string, MaskSource>,
  prediction: ReadonlyMap<string, MaskSource>,
): PlannedPair[] {
  const a = { id: "reference", session: 1, cases: reference };
  const b = { id: "prediction", session: 1, cases: prediction };
  return planAgainst(a, [b]);
}

/** A set (a) against others (b), for every case that both have. */
export function planAgainst(a: MaskSet, others: readonly MaskSet[]): PlannedPair[] {
  return [...a.cases.keys()]
    .sort(byCodeUnit)
    .flatMap((id) => others.filter(({ cases }) => cases.has(id)).map((b) => pairOf("comparison", id, a, b)));
}

/** `anna/ben`; sessions after the first are marked, `anna/anna#2`. */
export function comparisonName({
  a,
  aSession,
  b,
  bSession,
}: Pick<PlannedPair, "a" | "aSession" | "b" | "bSession">): string {
  const name = (id: string, session: number) => (session === 1 ? id : `${id}#${session}`);
  return `${name(a, aSession)}/${name(b, bSession)}`;
}

function pairsOfCase(id: string, annotations: readonly MaskSet[], models: readonly MaskSet[]): PlannedPair[] {
  const present = annotations.filter(({ cases }) => cases.has(id));
  const between = present.flatMap((a, place) =>
    present.slice(place + 1).map((b) => pairOf(a.id === b.id ? "intra" : "inter", id, a, b)),
  );
  const placed = models
    .filter(({ cases }) => cases.has(id))
    .flatMap((model) => present.map((rater) => pairOf("model", id, rater, model)));
  return [...between, ...placed];
}

function pairOf(kind: PairKind, id: string, a: MaskSet, b: MaskSet): PlannedPair {
  return {
    kind,
    case: id,
    a: a.id,
    aSession: a.session,
    b: b.id,
    bSession: b.session,
    sourceA: a.cases.get(id)!,
    sourceB: b.cases.get(id)!,
  };
}

/** Sets by rater in the order given, then by session. */
function inOrder(raters: readonly MaskSet[], sets: readonly MaskSet[]): MaskSet[] {
  const place = new Map(raters.map(({ id }, index) => [id, index]));
  return [...sets].sort((a, b) => place.get(a.id)! - place.get(b.id)! || a.session - b.session);
}

function checkSets(
  raters: readonly MaskSet[],
  repeats: readonly MaskSet[],
  models: readonly MaskSet[],
): void {
  const seen = new Set<string>();
  for (const { id, session } of [...raters, ...repeats, ...models]) {
    const key = `${session} ${id}`;
    if (seen.has(key)) {
      throw new UsageError(
        "E_ENTITIES",
        `"${id}" session ${session} is given twice: every rater, repeat and model needs an id of its own.`,
      );
    }
    seen.add(key);
  }
  const raterIds = new Set(raters.map(({ id }) => id));
  for (const { id } of repeats) {
    if (!raterIds.has(id)) {
      throw new UsageError(
        "E_ENTITIES",
        `repeat "${id}" has no rater of that id; raters are ${[...raterIds].join(", ") || "not given"}. Give the first annotation as a rater.`,
      );
    }
  }
  const double = models.find(({ id }) => raterIds.has(id));
  if (double) throw new UsageError("E_ENTITIES", `"${double.id}" is given as a rater and as a model.`);
}

import type { Reason, ScoreRow } from "@pgt/metrics";
import type { MetricTraits } from "../src/scores/metric-traits.ts";
import type { StudyScores } from "../src/scores/study-scores.ts";

export const dice: MetricTraits = {
  key: "dice",
  definition: { unit: "", range: [0, 1], direction: "higher" },
};
export const hd95: MetricTraits = {
  key: "hd95",
  definition: { unit: "mm", range: [0, Number.POSITIVE_INFINITY], direction: "lower" },
};
export const rve: MetricTraits = {
  key: "rve",
  definition: { unit: "", range: [-1, Number.POSITIVE_INFINITY], direction: "zero" },
};

/** A row of case `c` and label 1; annotations as `entity` or `entity#session`. */
export function row(
  caseId: string,
  a: string,
  b: string,
  value: number | null | Reason,
  changes: Partial<ScoreRow> = {},
): ScoreRow {
  const [aId, aSession = "1"] = a.split("#");
  const [bId, bSession = "1"] = b.split("#");
  return {
    case: caseId,
    label: 1,
    name: "kidney",
    metric: "dice",
    a: aId,
    aSession: Number(aSession),
    b: bId,
    bSession: Number(bSession),
    value: typeof value === "number" ? value : null,
    unit: "",
    reason: typeof value === "string" ? value : null,
    ...changes,
  };
}

export function caseName(index: number): string {
  return `case${String(index).padStart(3, "0")}`;
}

/** Raters a and b, repeats by a, model m, each pair's agreement given per case; m scores the same against a and b. */
export function simpleStudy(
  inter: readonly number[],
  intra: readonly (number | undefined)[],
  model: readonly number[],
  metric: MetricTraits = dice,
): StudyScores {
  const changes = { metric: metric.key, unit: metric.definition.unit };
  const rows = inter.flatMap((value, index) => {
    const id = caseName(index);
    const own = intra[index];
    return [
      row(id, "a", "b", value, changes),
      ...(own === undefined ? [] : [row(id, "a", "a#2", own, changes)]),
      ...(index in model
        ? [row(id, "a", "m", model[index], changes), row(id, "b", "m", model[index], changes)]
        : []),
    ];
  });
  return { rows, raters: ["a", "b"], models: ["m"], metrics: [metric] };
}

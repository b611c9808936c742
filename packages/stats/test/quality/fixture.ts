import { parseMetric, type Reason, type ScoreRow } from "@pgt/metrics";
import type { QualityInput } from "../../src/quality/quality-types.ts";

/** Values of one organ: generator -> one per case; null or a reason where there is none. */
export type OrganTable = Readonly<Record<string, readonly (number | Reason)[]>>;

export const organs = [
  { label: 1, name: "liver" },
  { label: 2, name: "spleen" },
  { label: 3, name: "prostate" },
];

/** Rows of a table organ by organ; `metric` as in the registry. */
export function qualityInput(
  tables: readonly OrganTable[],
  more: Partial<QualityInput> & { readonly metric?: string } = {},
): QualityInput {
  const { metric = "dice", ...rest } = more;
  const generators = Object.keys(tables[0]);
  const cases = (tables[0][generators[0]] ?? []).map((_, at) => `case_${String(at).padStart(2, "0")}`);
  const rows = tables.flatMap((table, organ) =>
    Object.entries(table).flatMap(([generator, values]) =>
      values.map((value, at): ScoreRow => {
        const isNumber = typeof value === "number";
        return {
          case: cases[at],
          ...organs[organ],
          metric,
          a: "reference",
          aSession: 1,
          b: generator,
          bSession: 1,
          value: isNumber ? value : null,
          unit: "",
          reason: isNumber ? null : value,
        };
      }),
    ),
  );
  return {
    dataset: "D",
    generators,
    cases,
    metrics: [parseMetric(metric)],
    labels: organs.slice(0, tables.length),
    rows,
    ...rest,
  };
}

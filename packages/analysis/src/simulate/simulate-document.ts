import type { SchemaDocument } from "../documents/json-text.ts";
import type { Table } from "../documents/table.ts";
import type { DesignReport } from "./design.ts";
import type { WrittenStudy } from "./simulate-types.ts";

export const designSchema = "pgt.simulate/2";
export const simulatedStudySchema = "pgt.simulated-study/2";

type DesignRow = DesignReport["rows"][number];

/** The intervals of a design, in the order of its tables. */
export const designIntervals = [
  { id: "inter.fixedRaters", of: ({ inter }: DesignRow) => inter.fixedRaters },
  { id: "inter.randomRaters", of: ({ inter }: DesignRow) => inter.randomRaters },
  { id: "intra.fixedRaters", of: ({ intra }: DesignRow) => intra.fixedRaters },
  { id: "intra.randomRaters", of: ({ intra }: DesignRow) => intra.randomRaters },
  { id: "pgt", of: ({ pgt }: DesignRow) => pgt },
] as const;

/** Expected widths, one row per label, metric and scenario. */
export const designTable: Table<DesignReport> = {
  file: "design.csv",
  columns: [
    ...["label", "name", "metric", "unit", "scenario", "raters", "sessions", "cases"],
    ...designIntervals.flatMap(({ id }) => [`${id}.mean`, `${id}.low`, `${id}.high`]),
  ],
  records: ({ rows, scenarios }) =>
    rows.map((row) => {
      const { raters, sessions, cases } = scenarios.find(({ name }) => name === row.scenario)!;
      const { label, name, metric, unit, scenario } = row;
      const ends = designIntervals.flatMap(({ id, of }) => {
        const width = of(row);
        return (["mean", "low", "high"] as const).map((end) => [`${id}.${end}`, width?.[end] ?? null]);
      });
      return { label, name, metric, unit, scenario, raters, sessions, cases, ...Object.fromEntries(ends) };
    }),
};

/** The JSON document of the design calculator. */
export function designDocument(report: DesignReport, version: string): SchemaDocument {
  return { schema: designSchema, version, ...report };
}

/** The JSON document of a simulated study; its description is for people. */
export function simulatedStudyDocument(
  { description: _, ...study }: WrittenStudy,
  version: string,
): SchemaDocument {
  return { schema: simulatedStudySchema, version, ...study };
}

import { type CaseSeries, interRater, intraRater, modelAgainstRaters } from "@pgt/stats";
import type { Entry, StudyView } from "./study-view.ts";

/** Values per case of one line of a strip plot. */
export interface CaseLine {
  readonly name: string;
  readonly series: CaseSeries;
  readonly kind: "inter" | "intra" | "model" | "truth";
}

/** Agreement per case: between raters, with own repeats, and of each model with the raters. Empty lines are left out. */
export function caseLines({ scores, models, truth }: Entry, { raters }: StudyView): CaseLine[] {
  if (scores === null) return [];
  const { tensor } = scores;
  const lines: CaseLine[] = [
    { name: "inter-rater", series: interRater(tensor, raters), kind: "inter" },
    { name: "intra-rater", series: intraRater(tensor, raters), kind: "intra" },
    ...models.map(
      ({ model }): CaseLine => ({
        name: model,
        series: modelAgainstRaters(tensor, model, raters),
        kind: "model",
      }),
    ),
    ...(truth
      ? [
          {
            name: "truth (known)",
            series: modelAgainstRaters(tensor, truth.model, raters),
            kind: "truth" as const,
          },
        ]
      : []),
  ];
  return lines.filter(({ series }) => series.byCase.size > 0);
}

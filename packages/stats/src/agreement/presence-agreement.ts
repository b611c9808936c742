import type { MaskRow } from "@pgt/metrics";
import type { IntervalOptions } from "../inference/interval-options.ts";
import type { AdditiveStatistic } from "./additive-statistic.ts";
import { type AgreementEstimate, agreementOverCases, type CaseStatistic } from "./case-agreement.ts";
import type { Coefficient } from "./coefficient.ts";
import { fleissStatistic } from "./fleiss-kappa.ts";
import { gwetStatistic } from "./gwet-ac.ts";
import { maskTables } from "./mask-table.ts";
import { percentStatistic, specificStatistic } from "./overlap-agreement.ts";
import { congerKappa } from "./rater-kappa.ts";
import { countVotes, ratingTable } from "./rating-table.ts";

/** Agreement of raters on a structure being there at all; one unit a case. */
export interface PresenceAgreement {
  readonly label: number;
  readonly name: string;
  readonly region: { readonly name: "cases"; readonly cases: number };
  /** Cases in which all, some and none of the raters that annotated it marked the structure. */
  readonly present: { readonly all: number; readonly some: number; readonly none: number };
  /** Share of pairs of raters that agree. */
  readonly percent: Omit<AgreementEstimate, "perCase">;
  readonly ac1: Omit<AgreementEstimate, "perCase">;
  readonly fleiss: Omit<AgreementEstimate, "perCase">;
  /** Agreement on presence, and on absence, given that one rater says so. */
  readonly positive: Omit<AgreementEstimate, "perCase">;
  readonly negative: Omit<AgreementEstimate, "perCase">;
  /** Conger's kappa; of two raters, Cohen's. */
  readonly kappa: Coefficient;
}

/**
 * Agreement on presence per label, labels ascending, from each rater's first session: a mask of volume 0 says absent,
 * a mask that is not there says nothing. Kappas are undefined where all say the same; AC1 is not.
 */
export function presenceAgreement(
  rows: readonly MaskRow[],
  raters: readonly string[],
  options: IntervalOptions = {},
): PresenceAgreement[] {
  return maskTables(rows, raters).map(({ label, name, cases, volumesMl }) => {
    const ratings = volumesMl.map((row) =>
      row.map(([first]) => (first === undefined ? null : Number(first > 0))),
    );
    const tables = ratings.map((row) => ratingTable([{ ratings: row, units: 1 }], [0, 1]));
    const layout = { categories: [0, 1], raters: raters.length };
    const of = (statistic: AdditiveStatistic): CaseStatistic => ({ statistic, range: [-1, 1] });
    const { percent, ac1, fleiss, positive, negative } = agreementOverCases(
      tables.map(countVotes),
      {
        percent: of(percentStatistic),
        ac1: of(gwetStatistic(layout)),
        fleiss: of(fleissStatistic(layout)),
        positive: of(specificStatistic(layout, 1)),
        negative: of(specificStatistic(layout, 0)),
      },
      options,
    );
    const withoutCases = ({ perCase: _, ...rest }: AgreementEstimate) => rest;
    return {
      label,
      name,
      region: { name: "cases", cases: cases.length },
      present: presenceCounts(ratings),
      percent: withoutCases(percent),
      ac1: withoutCases(ac1),
      fleiss: withoutCases(fleiss),
      positive: withoutCases(positive),
      negative: withoutCases(negative),
      kappa: congerKappa(
        ratingTable(
          ratings.map((row) => ({ ratings: row, units: 1 })),
          [0, 1],
        ),
      ),
    };
  });
}

function presenceCounts(ratings: readonly (readonly (number | null)[])[]) {
  const present = { all: 0, some: 0, none: 0 };
  for (const row of ratings) {
    const given = row.filter((rating) => rating !== null);
    if (given.every((rating) => rating === 1)) present.all++;
    else if (given.every((rating) => rating === 0)) present.none++;
    else present.some++;
  }
  return present;
}

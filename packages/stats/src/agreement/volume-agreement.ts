import type { MaskRow } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { defaultLevel } from "../inference/interval-options.ts";
import { incompleteIcc } from "../variance-components/incomplete-icc.ts";
import { occupied, type Readings } from "../variance-components/readings.ts";
import { type BlandAltman, blandAltman } from "./bland-altman.ts";
import { type Concordance, concordance } from "./concordance.ts";
import { type IntervalAlpha, intervalAlpha } from "./interval-alpha.ts";
import { type IntraclassCorrelation, intraclassCorrelation } from "./intraclass-correlation.ts";
import { type MaskTable, maskTables } from "./mask-table.ts";

/** Agreement of two raters on volumes, second against first. */
export interface VolumePairAgreement {
  readonly first: string;
  readonly second: string;
  /** Cases that both annotated. */
  readonly n: number;
  readonly blandAltman: BlandAltman;
  readonly concordance: Concordance;
}

/** Spread of a rater's own repeats: within-rater standard deviation, and 2.77 times it (Bland & Altman 1999). */
export interface Repeatability {
  readonly rater: string;
  readonly sdMl: number;
  /** 95 % of two repeats differ by less. */
  readonly coefficientMl: number;
  /** Cases with at least two sessions. */
  readonly n: number;
}

/**
 * Agreement of raters on the volume of one structure in ml (docs/methods/agreement.md), from each rater's first
 * session.
 */
export interface VolumeAgreement {
  readonly label: number;
  readonly name: string;
  /** Estimates from all cases, by ANOVA where every rater annotated every case, by REML where not. */
  readonly icc: IntraclassCorrelation;
  /** Krippendorff's alpha on the interval scale: missing annotations are allowed. */
  readonly alpha: IntervalAlpha;
  /** Cases in which some rater marked the structure. */
  readonly expected: number;
  /** Of these, cases annotated by all raters, by some and by one alone. */
  readonly annotated: { readonly byAll: number; readonly bySome: number; readonly byOne: number };
  /**
   * Cases that were annotated and in which nobody marked it: left out, or they would pass for agreement on volume.
   */
  readonly emptyCases: number;
  readonly pairs: readonly VolumePairAgreement[];
  /** Raters with repeats. */
  readonly repeatability: readonly Repeatability[];
}

/**
 * Agreement on volumes per label, labels ascending. An empty mask has volume 0 and counts where another rater marked
 * the structure.
 *
 * @throws UsageError if a mask of one session stands in the table twice.
 */
export function volumeAgreement(
  rows: readonly MaskRow[],
  raters: readonly string[],
  level: number = defaultLevel,
): VolumeAgreement[] {
  return maskTables(rows, raters).map((all) => {
    const isMarked = all.volumesMl.map((row) => row.flat().some((volume) => volume > 0));
    const table = { ...all, volumesMl: all.volumesMl.filter((_, i) => isMarked[i]) };
    const readings = table.volumesMl.map((row) => row.map(([first]) => first ?? null));
    return {
      label: table.label,
      name: table.name,
      icc: correlation(readings, level),
      alpha: intervalAlpha(readings, { level }),
      expected: readings.length,
      annotated: annotatedBy(readings),
      emptyCases: all.cases.length - table.volumesMl.length,
      pairs: raters.flatMap((_, k) =>
        raters.slice(k + 1).map((_, step) => pairAgreement(table, raters, k, k + 1 + step, level)),
      ),
      repeatability: raters.flatMap((rater, k) => repeatability(table, rater, k)),
    };
  });
}

function correlation(readings: Readings, level: number): IntraclassCorrelation {
  const table = occupied(readings);
  const complete = table.map((row) => row.filter((value) => value !== null));
  const isComplete = complete.every((row, i) => row.length === table[i].length);
  return isComplete ? intraclassCorrelation(complete, level) : incompleteIcc(table, level);
}

function annotatedBy(readings: Readings): VolumeAgreement["annotated"] {
  const counts = readings.map((row) => row.filter((value) => value !== null).length);
  const byAll = counts.filter((count, i) => count === readings[i].length).length;
  const byOne = counts.filter((count, i) => count === 1 && count < readings[i].length).length;
  return { byAll, bySome: counts.length - byAll - byOne, byOne };
}

function pairAgreement(
  { volumesMl }: Pick<MaskTable, "volumesMl">,
  raters: readonly string[],
  k: number,
  l: number,
  level: number,
): VolumePairAgreement {
  const both = volumesMl.filter((row) => row[k].length > 0 && row[l].length > 0);
  const first = both.map((row) => row[k][0]);
  const second = both.map((row) => row[l][0]);
  return {
    first: raters[k],
    second: raters[l],
    n: both.length,
    blandAltman: blandAltman(first, second, level),
    concordance: concordance(first, second, { level }),
  };
}

/** Within-case variance pooled by degrees of freedom. */
function repeatability(
  { volumesMl }: Pick<MaskTable, "volumesMl">,
  rater: string,
  k: number,
): Repeatability[] {
  const repeated = volumesMl.map((row) => row[k]).filter((sessions) => sessions.length >= 2);
  if (repeated.length === 0) return [];
  let squares = 0;
  let degreesOfFreedom = 0;
  for (const sessions of repeated) {
    const centre = mean(sessions);
    for (const volume of sessions) squares += (volume - centre) ** 2;
    degreesOfFreedom += sessions.length - 1;
  }
  const sdMl = Math.sqrt(squares / degreesOfFreedom);
  return [{ rater, sdMl, coefficientMl: 1.96 * Math.SQRT2 * sdMl, n: repeated.length }];
}

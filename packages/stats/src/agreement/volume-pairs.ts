import type { MaskRow } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { blandAltman } from "./bland-altman.ts";

/** Bland and Altman 1986: difference of two raters' volumes against their mean, with 95 % limits of agreement. */
export interface VolumePair {
  readonly first: string;
  readonly second: string;
  readonly points: readonly {
    readonly case: string;
    readonly meanMl: number;
    readonly differenceMl: number;
  }[];
  readonly biasMl: number | null;
  /** bias ± 1.96 sd; null for fewer than two cases. */
  readonly limitsMl: readonly [number, number] | null;
  readonly expected: number;
}

/** One per pair of raters, second minus first. */
export function volumePairs(
  masks: readonly MaskRow[],
  raters: readonly string[],
  label: number,
): VolumePair[] {
  const cases = volumesByCase(masks, raters, label);
  return raters.flatMap((first, place) =>
    raters.slice(place + 1).map((second) => {
      const points = [...cases].flatMap(([id, sizes]) => {
        const [a, b] = [sizes.get(first), sizes.get(second)];
        if (!a || !b) return [];
        return [{ case: id, firstMl: a, secondMl: b, meanMl: (a + b) / 2, differenceMl: b - a }];
      });
      const { difference } = blandAltman(
        points.map(({ firstMl }) => firstMl),
        points.map(({ secondMl }) => secondMl),
      );
      return {
        first,
        second,
        points: points.map(({ firstMl: _, secondMl: __, ...point }) => point),
        biasMl: difference?.bias.estimate ?? points[0]?.differenceMl ?? null,
        limitsMl: difference && [difference.lowerLimit.estimate, difference.upperLimit.estimate],
        expected: cases.size,
      };
    }),
  );
}

/** Case -> rater -> volume in ml of a structure that is there; sessions averaged. */
function volumesByCase(
  masks: readonly MaskRow[],
  raters: readonly string[],
  label: number,
): Map<string, Map<string, number>> {
  const cases = new Map<string, Map<string, number[]>>();
  for (const row of masks) {
    if (row.label !== label || !raters.includes(row.entity)) continue;
    const ofCase = cases.get(row.case) ?? new Map<string, number[]>();
    cases.set(row.case, ofCase);
    if (row.volumeMl > 0) ofCase.set(row.entity, [...(ofCase.get(row.entity) ?? []), row.volumeMl]);
  }
  return new Map(
    [...cases].map(([id, ofCase]) => [
      id,
      new Map([...ofCase].map(([rater, volumes]) => [rater, mean(volumes)])),
    ]),
  );
}

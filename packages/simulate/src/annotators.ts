import type { Random } from "@pgt/metrics";

/** Style of an annotator: truth moved outwards by `biasMm` everywhere, plus noise of sd `sigmaMm`. */
export interface AnnotatorStyle {
  readonly id: string;
  readonly role: "rater" | "model";
  /** Constant shift of the boundary in mm, positive outwards. */
  readonly biasMm: number;
  /** Sd of the smooth boundary noise in mm; each session has its own field. */
  readonly sigmaMm: number;
  /** Probability that a small structure (one of the pair, the lesion) is missed. */
  readonly dropProbability: number;
  /** Probability that a lesion is seen where none is. */
  readonly inventProbability: number;
}

const careful = { dropProbability: 0, inventProbability: 0 };

/** A tidy rater, one who draws too large, one who draws too small; further ones are of random style. */
const firstBiasesMm = [0, 0.6, -0.5];

export function raterStyles(count: number, sigmaMm: number, random: Random): AnnotatorStyle[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `rater${index + 1}`,
    role: "rater",
    biasMm: firstBiasesMm[index] ?? 0.5 * random.normal(),
    sigmaMm,
    ...careful,
  }));
}

/**
 * Models in turn: `coarse`, worse than the raters (twice and more their noise, misses and false finds);
 * `accurate`, close to the truth; `copy-<rater>`, which has learned one rater's style and so is close to
 * that rater instead.
 */
export function modelStyles(count: number, raters: readonly AnnotatorStyle[]): AnnotatorStyle[] {
  const copied = raters[1] ?? raters[0];
  const sigmaMm = raters[0].sigmaMm;
  const kinds: AnnotatorStyle[] = [
    {
      id: "coarse",
      role: "model",
      biasMm: 0,
      sigmaMm: 2.6 * sigmaMm,
      dropProbability: 0.15,
      inventProbability: 0.3,
    },
    { id: "accurate", role: "model", biasMm: 0, sigmaMm: 0.4 * sigmaMm, ...careful },
    { id: `copy-${copied.id}`, role: "model", biasMm: copied.biasMm, sigmaMm: 0.2 * sigmaMm, ...careful },
  ];
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length];
    const round = Math.floor(index / kinds.length) + 1;
    return round === 1 ? kind : { ...kind, id: `${kind.id}-${round}` };
  });
}

import { UsageError } from "@pgt/metrics";

/** A way to make one mask of several, as help, `pgt explain` and reports name it. */
export interface ConsensusMethod {
  /** As on the command line; `:N` stands for a number. */
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  /** When to take it, and what it does in odd cases. */
  readonly meaning: string;
  readonly ties: string;
  readonly citation: string;
}

export const consensusMethods = [
  {
    id: "majority",
    name: "majority vote",
    formula: "argmax_c Σ_k w_k 1[A_k(x) = c], background among the labels",
    meaning:
      "the plain choice for three raters and more of like skill. Structures that half of the raters miss are lost.",
    ties: "by --tie: mean signed distance (sdf, default), background, the lowest label, or a label of their own (undecided)",
    citation: "Rohlfing et al. 2004; ITK LabelVotingImageFilter",
  },
  {
    id: "intersection",
    name: "intersection",
    formula: "c where all raters say c",
    meaning: "what everybody marked: small, and smaller with every rater. A lower bound, not an estimate.",
    ties: "none",
    citation: "-",
  },
  {
    id: "union",
    name: "union",
    formula: "c where any rater says c; of several labels the one with most votes, then the lowest",
    meaning:
      "what anybody marked: large, and larger with every rater. For screening, where a miss costs most.",
    ties: "the lowest label",
    citation: "-",
  },
  {
    id: "at-least:N",
    name: "at least N votes",
    formula: "c where Σ_k w_k 1[A_k(x) = c] ≥ N; of several labels the one with most votes, then the lowest",
    meaning: "between union (1) and intersection (all raters).",
    ties: "the lowest label",
    citation: "-",
  },
  {
    id: "staple",
    name: "STAPLE, each structure against the rest",
    formula:
      "W = g α / (g α + (1 - g) β), α = Π p^D (1 - p)^(1 - D), β = Π q^(1 - D) (1 - q)^D; inside where W ≥ 0.5",
    meaning:
      "weighs raters by sensitivity p and specificity q, which it estimates. Rests on the region (--region) and the prior (--staple-prior); with two raters the prior decides.",
    ties: "of several labels with W ≥ 0.5 the one with the larger W, then the lowest",
    citation: "Warfield, Zou and Wells 2004, IEEE TMI 23:903",
  },
  {
    id: "staple-itk",
    name: "STAPLE as ITK computes it",
    formula: "as staple, without the limits that keep p and q from 0 and 1",
    meaning: "for comparison with SimpleITK; with --region image it gives the same p, q and voxels.",
    ties: "as staple",
    citation: "ITK 5.2.1 STAPLEImageFilter",
  },
  {
    id: "staple-multilabel",
    name: "STAPLE of all labels together",
    formula: "W(c) ∝ π_c Π_k θ_k[j_k, c], with the confusion matrices θ estimated; argmax_c W(c)",
    meaning:
      "as staple, and it knows which structures a rater takes for each other. Needs many voxels of every label.",
    ties: "by --tie among the labels with the largest W",
    citation: "Warfield, Zou and Wells 2004; ITK MultiLabelSTAPLEImageFilter",
  },
  {
    id: "staple-multilabel-itk",
    name: "STAPLE of all labels together, with the ties of ITK",
    formula: "as staple-multilabel; ties become the highest label present plus one",
    meaning:
      "for comparison with SimpleITK. The label for ties can be that of a structure which the case happens not to have.",
    ties: "highest label present plus one",
    citation: "ITK 5.2.1 MultiLabelSTAPLEImageFilter, with double weights",
  },
  {
    id: "simple",
    name: "SIMPLE",
    formula:
      "majority vote weighted by Dice with the estimate; raters below mean - 1 sd are dropped, down to three, until nothing changes",
    meaning: "for many raters or models of which some fail.",
    ties: "background",
    citation: "Langerak et al. 2010, IEEE TMI 29:2000",
  },
  {
    id: "simple-btk",
    name: "SIMPLE as BraTS-Toolkit computes it",
    formula: "votes weighted by (Dice + 1)², half of them is enough; ends when fewer than 25 voxels change",
    meaning: "for comparison: its rule cannot drop a rater, and it is nearly a majority vote.",
    ties: "inside; a higher label overwrites a lower one",
    citation: "Kofler et al. 2020, BraTS-Toolkit 0cd322f",
  },
  {
    id: "sba",
    name: "shape-based averaging",
    formula:
      "argmin_c of the mean signed distance to c (mm, outside positive); for one structure, inside where its mean is at most 0",
    meaning:
      "averages borders: no ties where raters are even, and smooth. A rater without a structure counts as infinitely far, so that one is enough to remove it.",
    ties: "1e-9 mm: the lowest label; for one structure, inside",
    citation: "Rohlfing and Maurer 2007, IEEE TIP 16:153",
  },
  {
    id: "median-sdf",
    name: "median signed distance",
    formula: "argmin_c of the median signed distance to c (mm, outside positive)",
    meaning: "as sba, and one rater far off, or without the structure, does not move it.",
    ties: "as sba",
    citation: "this project, after Rohlfing and Maurer 2007",
  },
  {
    id: "expected-dice",
    name: "mask of highest expected Dice",
    formula: "argmax_m Σ_k w_k Dice(m, A_k) / Σ_k w_k, exactly; two empty masks have a Dice of 1",
    meaning:
      "the mask that no other beats in mean Dice with these raters. The empty mask, where enough raters left the structure out.",
    ties: "the smallest mask; of several labels the one with most votes, then the lowest",
    citation: "this project; compare Nordström et al. 2022",
  },
] as const satisfies readonly ConsensusMethod[];

export type ConsensusMethodId = (typeof consensusMethods)[number]["id"];

/** A method as asked for. */
export interface MethodChoice {
  /** As given: `at-least:2`. */
  readonly text: string;
  readonly id: ConsensusMethodId;
  /** N of `at-least:N`. */
  readonly least?: number;
}

/** @throws UsageError E_METHOD naming the methods that there are. */
export function parseMethod(text: string): MethodChoice {
  const least = /^at-least:(\d+(?:\.\d+)?)$/.exec(text);
  if (least && Number(least[1]) > 0) return { text, id: "at-least:N", least: Number(least[1]) };
  const known = consensusMethods.find(({ id }) => id === text && id !== "at-least:N");
  if (known) return { text, id: known.id };
  const ids = consensusMethods.map(({ id }) => id).join(", ");
  throw new UsageError("E_METHOD", `method "${text}": expected one of ${ids}`);
}

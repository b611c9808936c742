import type { ImageStyle, StructureNoise } from "@pgt/simulate";

/** A hospital whose images and habits of annotation are its own. */
export interface DemoSite {
  readonly id: string;
  /** Added to the seed of the demo, so that no two sites have a patient in common. */
  readonly seedOffset: number;
  readonly image: Partial<ImageStyle>;
  readonly annotation: Partial<StructureNoise>;
  /** End of one structure that this site does not draw, and the share of its slices. */
  readonly leftOut: { readonly name: string; readonly end: "upper" | "lower"; readonly share: number } | null;
  /** Account of it, for the head of the plan. */
  readonly description: string;
}

/** Two data sets whose labels are varied, and one to fine-tune on. */
export const demoSites = [
  {
    id: "site-a",
    seedOffset: 0,
    image: { phases: ["portal venous"], noiseHu: 15 },
    annotation: { muMm: 0.8, sigmaMm: 0.6, tauMm: 0 },
    leftOut: { name: "right_kidney", end: "lower", share: 0.3 },
    description: "draws everything 0.8 mm too large, and leaves out the lower 30 % of the right kidney",
  },
  {
    id: "site-b",
    seedOffset: 1,
    image: { phases: ["arterial", "portal venous"], noiseHu: 20 },
    annotation: { muMm: -0.4, sigmaMm: 0.6, tauMm: 0 },
    leftOut: { name: "aorta", end: "upper", share: 0.3 },
    description: "draws everything 0.4 mm too small, and leaves out the upper 30 % of the aorta",
  },
  {
    id: "site-c",
    seedOffset: 2,
    image: { noiseHu: 15 },
    annotation: { muMm: 0, sigmaMm: 0.5, tauMm: 0 },
    leftOut: null,
    description: "draws what is there, with random errors alone",
  },
] as const satisfies readonly DemoSite[];

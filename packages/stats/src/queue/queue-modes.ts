import { UsageError } from "@pgt/metrics";

/** A reason to look at a region again. */
export interface QueueModeDefinition {
  readonly id: string;
  readonly meaning: string;
  /** Masks that it needs in a case. */
  readonly needs: { readonly raters: number; readonly models: number; readonly inWords: string };
  /** Voxels that its regions are made of. */
  readonly voxels: string;
  /** Terms of its score, in words. */
  readonly terms: string;
  readonly citation: string;
}

/** Modes of `pgt queue`, in the order in which they are shown. */
export const queueModes = [
  {
    id: "consensus-uncertain",
    meaning: "raters disagree: annotate again, or settle the definition, before anything is trained on it",
    needs: { raters: 2, models: 0, inWords: "two raters" },
    voxels: "entropy of the raters' votes on the structure above the threshold",
    terms: "1 - mean Dice of pairs of raters in the case; mean entropy of the raters' votes in the region",
    citation: "Kofler et al., ISBI 2023, section 3.1",
  },
  {
    id: "likely-error",
    meaning: "raters (or the reference) agree, and models contradict them: a likely slip of the annotation",
    needs: { raters: 1, models: 1, inWords: "a rater or a reference, and a model" },
    voxels: "entropy of the raters' votes at most the threshold, and most models say otherwise",
    terms:
      "1 - Dice of the models' majority and the raters'; 1 - soft-min over the region of the models' probability of the raters' answer (temperature 0.1), or of the share of models that give it",
    citation: "Lad and Mueller, arXiv 2307.05080, 2023 (soft-min)",
  },
  {
    id: "informative",
    meaning: "models of an ensemble disagree: what is annotated here teaches them most",
    needs: { raters: 0, models: 2, inWords: "two models" },
    voxels: "entropy of the models' mean probability (or of their votes) above the threshold",
    terms:
      "1 - mean Dice of pairs of models in the case; mean over the region of the mutual information of answer and model (BALD), or of the entropy of the models' votes",
    citation: "Houlsby et al., arXiv 1112.5745, 2011 (BALD)",
  },
] as const satisfies readonly QueueModeDefinition[];

export type QueueMode = (typeof queueModes)[number]["id"];

/** @throws UsageError for a mode that there is not. */
export function parseQueueMode(text: string): QueueMode {
  const mode = queueModes.find(({ id }) => id === text);
  if (mode) return mode.id;
  const all = queueModes.map(({ id }) => id).join(", ");
  throw new UsageError("E_MODE", `mode: expected one of ${all}, found ${text}`);
}

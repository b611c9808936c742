import type { Note } from "@pgt/metrics";
import type {
  ChoiceInWords,
  DroppedSensitivity,
  GeneratorComparison,
  GeneratorContrast,
  OrganQuality,
  QualityCell,
  QualityLabel,
  QualityWarning,
} from "@pgt/stats";

/** Input of a page about label quality: the document of `pgt quality`. */
export interface QualityPageInput {
  readonly title?: string;
  readonly version: string;
  readonly settings: {
    readonly metrics: readonly string[];
    readonly choices: readonly ChoiceInWords[];
  };
  readonly seed: number;
  readonly datasets: readonly {
    readonly dataset: string;
    readonly reference: { readonly id: string; readonly cases: number };
    readonly generators: readonly {
      readonly id: string;
      readonly cases: number;
      readonly prompted: boolean;
    }[];
    /** The common labels of equation 3. */
    readonly labels: readonly QualityLabel[];
  }[];
  readonly cells: readonly QualityCell[];
  readonly organs: readonly OrganQuality[];
  readonly comparisons: readonly GeneratorComparison[];
  readonly contrasts: readonly GeneratorContrast[];
  readonly droppedLabels: readonly {
    readonly dataset: string;
    readonly label: number;
    readonly name: string;
    readonly reason: string;
  }[];
  readonly sensitivity: readonly DroppedSensitivity[];
  readonly warnings: readonly QualityWarning[];
  readonly notes: readonly (Note & { readonly dataset?: string })[];
  readonly failures: readonly {
    readonly dataset: string;
    readonly case: string;
    readonly comparison: string;
    readonly message: string;
  }[];
}

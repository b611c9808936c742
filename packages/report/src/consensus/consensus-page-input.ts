import type { CaseSlices, Note } from "@pgt/metrics";
import type { RaterPerformance, Warning } from "@pgt/stats";

/** Input of a page about a consensus: the document of `pgt consensus`, and slices of its masks. */
export interface ConsensusPageInput {
  readonly title?: string;
  readonly version: string;
  readonly settings: {
    readonly methods: readonly string[];
    readonly tie: string;
    readonly region: string;
    readonly staplePrior: number | null;
    readonly groups: Readonly<Record<string, readonly string[]>>;
    readonly groupWeight: string;
  };
  readonly cases: readonly {
    readonly case: string;
    readonly label: number;
    readonly name: string;
    readonly method: string;
    readonly volumeMl: number;
    readonly dissensusMl: number;
    readonly undecided: number;
  }[];
  readonly raters: readonly RaterPerformance[];
  readonly warnings: readonly Warning[];
  readonly notes: readonly Note[];
  readonly failures: readonly { readonly case: string; readonly message: string }[];
  /** Raters and fused masks of the cases in which raters disagree most. */
  readonly slices?: readonly CaseSlices[];
  readonly slicesMissing?: readonly Note[];
}

/** The cases of each label on which raters disagree most, in parts of the volume; at most so many a label. */
export function mostDisputedCases(
  { cases, settings }: Pick<ConsensusPageInput, "cases" | "settings">,
  atMost = 2,
): { readonly case: string; readonly label: number }[] {
  const ofMethod = cases.filter(
    ({ method, dissensusMl }) => method === settings.methods[0] && dissensusMl > 0,
  );
  const share = ({ dissensusMl, volumeMl }: (typeof cases)[number]) => dissensusMl / (volumeMl + dissensusMl);
  const labels = [...new Set(ofMethod.map(({ label }) => label))].sort((a, b) => a - b).slice(0, 10);
  return labels.flatMap((label) =>
    ofMethod
      .filter((one) => one.label === label)
      .sort((a, b) => share(b) - share(a) || (a.case < b.case ? -1 : 1))
      .slice(0, atMost)
      .map((one) => ({ case: one.case, label })),
  );
}

import type { Note } from "@pgt/metrics";
import type {
  AggregationOrder,
  MetricAgreement,
  MissingPolicy,
  Ranking,
  ReferenceDependence,
} from "@pgt/stats";

/** One ranking of a run of `pgt rank`. */
export interface RankPageTask {
  /** Null: all labels together. */
  readonly label: number | null;
  readonly name: string;
  /** Null where the table does not tell. */
  readonly metric: string | null;
  readonly unit: string;
  readonly direction: "higher" | "lower";
  readonly references: readonly string[];
  readonly ranking: Ranking;
  readonly byReference: ReferenceDependence | null;
  /** The result in sentences. */
  readonly answer: readonly string[];
}

/** Input of a page about a ranking: the document of `pgt rank`. */
export interface RankPageInput {
  readonly title?: string;
  readonly version: string;
  readonly source: string;
  readonly settings: {
    readonly method: AggregationOrder;
    readonly missing: MissingPolicy;
    readonly replicates: number;
    readonly seed: number;
    readonly alpha: number;
  };
  readonly algorithms: readonly string[];
  readonly references: readonly string[];
  /** Entities and references; null where the table names its algorithms. */
  readonly basis: string | null;
  readonly tasks: readonly RankPageTask[];
  readonly agreement: readonly (MetricAgreement & {
    readonly label: number | null;
    readonly name: string;
    readonly answer: readonly string[];
  })[];
  readonly notes: readonly Note[];
}

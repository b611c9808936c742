/** Division of a run among workers, and what memory that is expected to take. */
export interface WorkPlan {
  readonly cases: number;
  readonly comparisons: number;
  /** Threads in all. 1: no worker thread is started. */
  readonly workers: number;
  /** Cases that are worked on at the same time. */
  readonly casesAtOnce: number;
  /** Threads that share the masks and labels of one case. */
  readonly threadsPerCase: number;
  /** Largest memory that one case is expected to take, in bytes. */
  readonly caseBytes: number;
  /** `casesAtOnce` times that, and what further threads take: what was planned to stay below `maxMemoryBytes`. */
  readonly plannedBytes: number;
  readonly maxMemoryBytes: number;
}

import type { ReportFailure } from "@pgt/report";

/** A fault with the cases and the number of comparisons that it cost. */
export interface FaultyFile {
  readonly message: string;
  readonly cases: readonly string[];
  readonly comparisons: number;
}

/** Failures by what went wrong: one bad file costs several comparisons. */
export function faultyFiles(failures: readonly ReportFailure[]): FaultyFile[] {
  const byMessage = new Map<string, { cases: Set<string>; comparisons: number }>();
  for (const { message, case: id } of failures) {
    const known = byMessage.get(message) ?? { cases: new Set<string>(), comparisons: 0 };
    known.cases.add(id);
    known.comparisons++;
    byMessage.set(message, known);
  }
  return [...byMessage].map(([message, { cases, comparisons }]) => ({
    message,
    cases: [...cases].sort(),
    comparisons,
  }));
}

import { type StudyCell, type StudyPageInput, type StudyTask, scoresOf } from "./study-page-input.ts";

const words: Readonly<Record<StudyTask["status"], string>> = {
  done: "done",
  failed: "failed",
  not_converged: "came to nothing (not converged)",
  pending: "has not been done",
};

/** Cells of the tables without a value, with the first task on the way to them that gave none. */
export function holeReasons(input: StudyPageInput): string[] {
  const holes = scoresOf(input).filter(({ mean }) => mean === null);
  const reasons = holes.map((cell) => {
    const cause = causeOf(input.status, cell);
    const why = cause
      ? `${cause.stage} ${words[cause.status]}${cause.message === null ? "" : `: ${cause.message}`}`
      : cell.status || "no value";
    return `${cell.version} on ${cell.base}, ${cell.task}: ${why}.`.replace(/\.\.$/, ".");
  });
  return [...new Set(reasons)];
}

/** A failure rather than what waits for it. */
function causeOf(tasks: readonly StudyTask[], { task, base, version }: StudyCell): StudyTask | undefined {
  const own = tasks.filter(
    ({ subject, status }) =>
      status !== "done" &&
      subject.version === version &&
      (subject.base === undefined || subject.base === base) &&
      (subject.downstream === undefined || subject.downstream === task),
  );
  return own.find(({ status }) => status === "failed") ?? own[0];
}

import type { Note } from "@pgt/metrics";

/** Stands for a name: the same text gives the same one within a report, and it is not to be read back. */
export type NameHash = (text: string) => string;

/** A note whose files and cases have other names; what a fault said of them is left out. */
export function anonymousNote<N extends Note>(note: N, hash: NameHash): N {
  const { file, table, case: id, cases, reason } = note;
  return {
    ...note,
    ...(file !== undefined && { file: anonymousFile(file, hash) }),
    ...(table !== undefined && { table: anonymousFile(table, hash) }),
    ...(id !== undefined && { case: anonymousCase(id, hash) }),
    ...(cases && { cases: cases.map((one) => anonymousCase(one, hash)) }),
    ...(reason !== undefined && { reason: leftOut }),
  };
}

/** Stands for what a fault said. */
export const leftOut = "a message that may name files, left out of this anonymous page";

interface Named {
  readonly warnings?: readonly Note[];
  readonly notes?: readonly Note[];
  readonly failures?: readonly { readonly case: string; readonly message: string }[];
  readonly rows?: readonly { readonly case: string }[];
  readonly sources?: readonly { readonly file: string }[];
  readonly source?: string;
}

/** A result whose files and cases have other names. What faults said of them is left out. */
export function anonymousResult<R extends object>(result: R, hash: NameHash): R {
  const { warnings, notes, failures, rows, sources, source } = result as Named;
  return {
    ...result,
    ...(warnings && { warnings: warnings.map((one) => anonymousNote(one, hash)) }),
    ...(notes && { notes: notes.map((one) => anonymousNote(one, hash)) }),
    ...(failures && {
      failures: failures.map((one) => ({ ...one, case: anonymousCase(one.case, hash), message: leftOut })),
    }),
    ...(rows && { rows: rows.map((one) => ({ ...one, case: anonymousCase(one.case, hash) })) }),
    ...(sources && { sources: sources.map((one) => ({ ...one, file: anonymousFile(one.file, hash) })) }),
    ...(source !== undefined && { source: anonymousFile(source, hash) }),
  };
}

export function anonymousCase(id: string, hash: NameHash): string {
  return `case-${hash(id)}`;
}

export function anonymousFile(path: string, hash: NameHash): string {
  return `file-${hash(path)}`;
}

/** Folder of a session's masks, below that of the study. */
export function sessionFolder(session: number): string {
  return session === 1 ? "raters" : session === 2 ? "repeats" : `repeats${session}`;
}

import { OutputError } from "./errors.ts";

/** Meaning of the codes of an operating system for someone who writes results. */
const faults: Readonly<Record<string, string>> = {
  EPIPE: "the reader closed the pipe before everything was written",
  ENOSPC: "no space left on the device",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "a file stands where a folder is needed",
  EISDIR: "a folder stands where a file is needed",
};

/** The error of a failed write to `target` (a file, a folder or a stream), in words. */
export function outputFault(target: string, cause: unknown): OutputError {
  if (cause instanceof OutputError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "E_WRITE";
  const fault = faults[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new OutputError(code, `${target}: could not write: ${fault}`, { cause });
}

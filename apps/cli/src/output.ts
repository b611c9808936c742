import { OutputError } from "@pgt/metrics";

/** Resolves when the text has left the process, so that nothing is cut off at exit. Throws OutputError. */
export type Write = (text: string) => Promise<void>;

/** A writer for a standard stream. A closed pipe and a full disk become one OutputError. */
export function writerTo(stream: NodeJS.WritableStream, streamName: string): Write {
  let failure: Error | null = null;
  stream.on("error", (error: Error) => {
    failure ??= error;
  });
  return async (text) => {
    const error = failure ?? (await writeOnce(stream, text));
    if (error) throw outputError(error, streamName);
  };
}

function writeOnce(stream: NodeJS.WritableStream, text: string): Promise<Error | null> {
  return new Promise((resolve) => {
    try {
      stream.write(text, (error) => resolve(error ?? null));
    } catch (error) {
      resolve(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

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
export function outputError(cause: unknown, target: string): OutputError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "E_OUTPUT";
  const fault = faults[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new OutputError(code, `${target}: could not write: ${fault}`, { cause });
}

import { outputFault } from "@pgt/metrics";

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
    if (error) throw outputFault(streamName, error);
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

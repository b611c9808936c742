import { InputError, InternalError, OutputError, PgtError, UsageError } from "@pgt/metrics";

/** An error as it travels between threads. */
export interface PlainError {
  readonly kind: PgtError["kind"];
  readonly code: string;
  readonly message: string;
  readonly file?: string;
}

export function toPlainError(error: unknown): PlainError {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof PgtError)) return { kind: "internal", code: "E_INTERNAL", message };
  return {
    kind: error.kind,
    code: error.code,
    message,
    ...(error instanceof InputError && { file: error.file }),
  };
}

export function fromPlainError({ kind, code, message, file = "input" }: PlainError): PgtError {
  if (kind === "usage") return new UsageError(code, message);
  if (kind === "output") return new OutputError(code, message);
  if (kind === "internal") return new InternalError(code, message);
  const text = message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message;
  return new InputError(code as InputError["code"], file, text);
}

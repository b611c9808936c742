import { UsageError } from "@pgt/metrics";

/** A wrong call of the command, with a line of advice printed below the message. */
export class CommandUsageError extends UsageError {
  readonly advice: string | undefined;
  constructor(message: string, advice?: string) {
    super("E_USAGE", message);
    this.advice = advice;
  }
}

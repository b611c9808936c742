import { InputError } from "@pgt/metrics";
import { expect } from "vitest";

/** Runs `act`, which must be refused with this code, and returns the message. */
export async function refusal(code: string, act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).code).toBe(code);
    return (error as InputError).message;
  }
  return expect.fail(`expected ${code}, but nothing was refused`);
}

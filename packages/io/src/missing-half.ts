import { filePairOf, InputError } from "@pgt/metrics";

/** Error for a file of a pair whose other half is not there. */
export function missingHalf(path: string, expected: string): InputError {
  return new InputError(
    "E_NOT_FOUND",
    path,
    `one half of a ${filePairOf(path)?.name} pair; the other half was expected beside it as ${expected}`,
  );
}

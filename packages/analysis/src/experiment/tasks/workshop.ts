import { UsageError } from "@pgt/metrics";
import { platform, type Workshop } from "@pgt/runner";

/** @throws UsageError E_PLATFORM where no program can be started. */
export function workshop(): Workshop {
  const found = platform().workshop;
  if (found) return found;
  throw new UsageError(
    "E_PLATFORM",
    "an experiment needs a disk and programs, which a page does not have; run it by pgt study",
  );
}

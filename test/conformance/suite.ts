import { describe } from "vitest";
import { describeEmptyMasks } from "./empty-masks.ts";
import { describeIdentities } from "./identities.ts";
import { describeInvariances } from "./invariances.ts";
import { describeRegistry } from "./registry-fields.ts";
import type { Door } from "./tested-package.ts";

/**
 * What every door must do, derived from the registry: nothing here names a metric's value by hand.
 * Runs wherever vitest does; a door is handed in as a function that loads it.
 */
export function conformance(name: string, loadDoor: () => Promise<Door>): void {
  describe(`conformance of ${name}`, () => {
    describeRegistry(loadDoor);
    describeEmptyMasks(loadDoor);
    describeInvariances(loadDoor);
    describeIdentities(loadDoor);
  });
}

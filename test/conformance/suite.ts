import { describe } from "vitest";
import { describeEmptyMasks } from "./empty-masks.ts";
import { describeIdentities } from "./identities.ts";
import { describeInvariances } from "./invariances.ts";
import { describeRegistry } from "./registry-fields.ts";
import type { TestedPackage } from "./tested-package.ts";

/**
 * Checks of a package that compares label maps, derived from the registry: nothing here names a metric's value by hand.
 *
 * @param load gives the package, in whatever way the place of the tests has.
 */
export function conformance(name: string, load: () => Promise<TestedPackage>): void {
  describe(`conformance of ${name}`, () => {
    describeRegistry(load);
    describeEmptyMasks(load);
    describeInvariances(load);
    describeIdentities(load);
  });
}

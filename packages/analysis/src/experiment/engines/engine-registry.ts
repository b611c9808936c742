import { embedded } from "./embedded.ts";
import type { Engine } from "./engine-types.ts";
import nnunet from "./nnunet.json" with { type: "json" };

/** Engines that come with this package, by id. */
export const engines: ReadonlyMap<string, Engine> = new Map(
  ([embedded, nnunet] as readonly Engine[]).map((one) => [one.id, one]),
);

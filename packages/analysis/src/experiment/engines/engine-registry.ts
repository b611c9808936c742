import dynunet from "./dynunet.json" with { type: "json" };
import { embedded } from "./embedded.ts";
import type { Engine } from "./engine-types.ts";
import medsam from "./medsam.json" with { type: "json" };
import nnunet from "./nnunet.json" with { type: "json" };
import stunet from "./stunet.json" with { type: "json" };
import totalsegmentator from "./totalsegmentator.json" with { type: "json" };

/** Engines that come with this package, by id. */
export const engines: ReadonlyMap<string, Engine> = new Map(
  ([embedded, nnunet, dynunet, totalsegmentator, stunet, medsam] as readonly Engine[]).map((one) => [
    one.id,
    one,
  ]),
);

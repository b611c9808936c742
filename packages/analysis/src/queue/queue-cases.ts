import type { LabelVolume } from "@pgt/metrics";
import { maskOf } from "@pgt/runner";
import { overlapSomewhere } from "@pgt/stats";
import type { CaseLoop } from "../consensus/case-loop.ts";
import type { CaseVotes } from "../consensus/case-votes.ts";
import type { QueueCase } from "./case-regions.ts";
import type { LoadedQueue } from "./load-queue.ts";
import { labelsOfMaps, mapSums } from "./map-model.ts";

/** Room around what anybody marked in which maps of probability are looked at. */
const mapMarginMm = 10;

/** Masks of a queue that are not as on disk. */
export interface OtherMasks {
  /** Changes the mask of a maker before it is looked at. */
  readonly edit?: (id: string, maker: string, volume: LabelVolume) => LabelVolume;
  /** Masks that are in memory. */
  readonly volumeOf?: (id: string, maker: string) => Promise<LabelVolume>;
}

/** Looks at the cases of a queue one after the other. */
export async function eachQueueCase(
  loaded: LoadedQueue,
  loop: CaseLoop,
  look: (one: QueueCase) => Promise<void>,
  { edit, volumeOf }: OtherMasks = {},
): Promise<void> {
  const { maps, study } = loaded;
  const { asked } = study.plan;
  const onlyLabel = asked?.length === 1 ? asked[0] : null;
  await loop.each(
    maps.size > 0 ? mapMarginMm : 0,
    async (id, read, makers) => {
      await look(queueCase(loaded, id, read, makers));
      return overlapSomewhere(read.field);
    },
    (id, masks) => ({
      readOther: (k, isHashed) => {
        const { rater } = masks[k];
        const source = maps.get(rater);
        if (volumeOf) return volumeOf(id, rater).then(maskOf);
        return source ? labelsOfMaps(id, source, onlyLabel, isHashed) : null;
      },
      ...(edit && { edit: (volume: LabelVolume, k: number) => edit(id, masks[k].rater, volume) }),
    }),
  );
}

function queueCase(
  { raters, models, maps, study }: LoadedQueue,
  id: string,
  read: CaseVotes,
  makers: readonly string[],
): QueueCase {
  const placesOf = (ids: readonly string[]) => makers.flatMap((maker, k) => (ids.includes(maker) ? k : []));
  const present = [...maps].flatMap(([model, source]) => (makers.includes(model) ? source : []));
  return {
    id,
    cluster: study.clusterOf?.(id) ?? id,
    read,
    makers,
    columns: { raters: placesOf(raters), models: placesOf(models) },
    mapsOf: async (structure) =>
      present.length === 0 ? null : mapSums(id, read.field, read.grid, present, structure),
  };
}

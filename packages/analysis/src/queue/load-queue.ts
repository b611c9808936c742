import { UsageError } from "@pgt/metrics";
import { classIdsOf, findCases } from "@pgt/runner";
import { caseGaps, type MatchedEntity, matchCases } from "@pgt/study";
import type { CaseSets } from "../consensus/case-loop.ts";
import { loadFolders } from "../interval/folder-study.ts";
import { firstSessions, type LoadedEntity, type LoadedStudy } from "../interval/loaded-study.ts";
import { loadManifest } from "../interval/manifest-study.ts";
import type { SourceSet } from "../uncertainty/load-sets.ts";
import type { ProbabilityFolder } from "../uncertainty/uncertainty-types.ts";
import type { QueueRanking, QueueStudy } from "./queue-types.ts";

/** A study of which a queue is made. */
export interface LoadedQueue {
  readonly study: LoadedStudy;
  readonly sets: CaseSets;
  /** Raters and references. */
  readonly raters: readonly string[];
  /** Models of masks, then models of probability maps. */
  readonly models: readonly string[];
  /** Models of probability maps, by id. */
  readonly maps: ReadonlyMap<string, SourceSet>;
}

/**
 * Raters, references and models of a study, first sessions, with their cases matched.
 *
 * @param study folders, or the path of a manifest.
 * @throws UsageError if there is nobody, or an id is given twice; InputError for a manifest or folder that cannot be read.
 */
export async function loadQueue(
  study: QueueStudy | string,
  { labels, layout, probabilities = {} }: QueueRanking,
): Promise<LoadedQueue> {
  const asked = { ...(labels !== undefined && { labels }), ...(layout && { layout }) };
  const loaded = await (typeof study === "string"
    ? loadManifest(study, asked, {
        roles: ["rater", "reference", "model"],
        made: "a queue is made of raters, references and models",
      })
    : loadFolders({ raters: {}, ...study }, asked));
  const entities = firstSessions(loaded.entities);
  const maps = await mapEntities(probabilities, layout);
  checkIds([...entities, ...maps.filter(({ part }) => part === 0)]);
  const match = matchCases([...entities, ...maps]);
  const matched = match.entities.slice(0, entities.length);
  const isModel = (_: unknown, k: number) => entities[k].role === "model";
  const annotators = matched.filter((one, k) => !isModel(one, k));
  const sets = sourceSets(maps, match.entities.slice(entities.length));
  const models = matched.filter(isModel);
  const makers = [
    ...annotators,
    ...models,
    ...[...sets].map(([id, { parts }]) => ({ id, cases: parts[0].cases })),
  ];
  return {
    study: loaded,
    sets: {
      cases: match.cases.map((id) => ({
        id,
        masks: makers.flatMap(({ id: rater, cases }) => {
          const source = cases.get(id);
          return source ? [{ rater, source }] : [];
        }),
      })),
      makers: makers.map(({ id }) => id),
      classIds: classIdsOf(matched.flatMap(({ cases }) => [...cases.values()])),
      gaps: caseGaps(match),
    },
    raters: annotators.map(({ id }) => id),
    models: [...models.map(({ id }) => id), ...sets.keys()],
    maps: sets,
  };
}

type MapEntity = LoadedEntity & { readonly part: number; readonly label?: number };

async function mapEntities(
  probabilities: Readonly<Record<string, readonly ProbabilityFolder[]>>,
  layout: QueueRanking["layout"],
): Promise<MapEntity[]> {
  const found: MapEntity[] = [];
  for (const [id, folders] of Object.entries(probabilities)) {
    for (const [part, { folder, label }] of folders.entries()) {
      const { cases, single } = await findCases(folder, layout);
      const about = { id, role: "model", session: part + 1, folder, cases, single, part } as const;
      found.push({ ...about, ...(label !== undefined && { label }) });
    }
  }
  return found;
}

function sourceSets(given: readonly MapEntity[], matched: readonly MatchedEntity[]): Map<string, SourceSet> {
  const sets = new Map<string, SourceSet>();
  given.forEach(({ id, label }, k) => {
    const { cases } = matched[k];
    const part = { cases, ...(label !== undefined && { label }) };
    sets.set(id, { id, kind: "probability", parts: [...(sets.get(id)?.parts ?? []), part] });
  });
  return sets;
}

function checkIds(entities: readonly { readonly id: string }[]): void {
  const twice = entities.find(({ id }, k) => entities.findIndex((other) => other.id === id) < k);
  if (twice)
    throw new UsageError(
      "E_ENTITIES",
      `"${twice.id}" is given twice; each maker of masks needs an id of its own`,
    );
}

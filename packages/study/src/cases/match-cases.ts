import { InputError, type Note, plural, someOf } from "@pgt/metrics";
import { byCodeUnit } from "./image-files.ts";
import type { MaskSource } from "./mask-source.ts";

/** Maker of a set of masks: a rater in one session, a model, or a side of a plain comparison. */
export interface Entity {
  readonly id: string;
  /** 1 for the first annotation; repeats by the same rater count up. */
  readonly session: number;
  /** The folder or file given, for messages. */
  readonly folder: string;
  readonly cases: ReadonlyMap<string, MaskSource>;
  /** See `DiscoveredCases.single`. */
  readonly single?: boolean;
}

export interface MatchedEntity extends Entity {
  /** Cases that some other entity has and this one lacks. */
  readonly missing: readonly string[];
  /** Cases that this entity alone has. */
  readonly extra: readonly string[];
}

export interface CaseMatch {
  /** Cases that at least two entities have, in order of id. */
  readonly cases: readonly string[];
  /** Cases that all entities have, in order of id. */
  readonly common: readonly string[];
  readonly entities: readonly MatchedEntity[];
}

/**
 * Matches cases by id over entities. If each entity is one single case (a file or a folder of classes named
 * directly), they are the same case whatever their names, and it gets the name of the first.
 *
 * @throws InputError E_CASES if an entity has no case in common with any other.
 */
export function matchCases(entities: readonly Entity[]): CaseMatch {
  const named = unifySingleCases(entities);
  const owners = new Map<string, number>();
  for (const { cases } of named) for (const id of cases.keys()) owners.set(id, (owners.get(id) ?? 0) + 1);
  const ids = [...owners.keys()].sort(byCodeUnit);
  if (named.length > 1) for (const entity of named) refuseIfAlone(entity, named, owners);
  return {
    cases: ids.filter((id) => owners.get(id)! > 1),
    common: ids.filter((id) => owners.get(id) === named.length),
    entities: named.map((entity) => ({
      ...entity,
      missing: ids.filter((id) => !entity.cases.has(id)),
      extra: named.length > 1 ? ids.filter((id) => entity.cases.has(id) && owners.get(id) === 1) : [],
    })),
  };
}

/** Notes on entities that lack cases or have some of their own; none if all have the same. */
export function caseGaps(match: CaseMatch): Note[] {
  return match.entities.flatMap(({ id, session, missing, extra }) => {
    const about = { code: "N-CASES", entity: id } as const;
    const who = session === 1 ? "{entity}" : `{entity} (session ${session})`;
    const lacking = missing.filter((one) => match.cases.includes(one));
    return [
      ...(lacking.length > 0
        ? [{ ...about, cases: lacking, message: `${who} lacks ${plural(lacking.length, "case")}: {cases}.` }]
        : []),
      ...(extra.length > 0
        ? [
            {
              ...about,
              cases: extra,
              message: `${who} alone has ${plural(extra.length, "case")}, not compared: {cases}.`,
            },
          ]
        : []),
    ];
  });
}

function unifySingleCases(entities: readonly Entity[]): readonly Entity[] {
  if (!entities.every(({ single, cases }) => single === true && cases.size === 1)) return entities;
  const [id] = entities[0]?.cases.keys() ?? [];
  return entities.map((entity) => ({ ...entity, cases: new Map([[id, [...entity.cases.values()][0]]]) }));
}

function refuseIfAlone(entity: Entity, all: readonly Entity[], owners: ReadonlyMap<string, number>): void {
  if ([...entity.cases.keys()].some((id) => owners.get(id)! > 1)) return;
  const others = all.filter((other) => other !== entity);
  const examples = others.map((other) => `"${[...other.cases.keys()][0]}" in ${other.folder}`);
  throw new InputError(
    "E_CASES",
    entity.folder,
    `no case in common with the others: it has "${[...entity.cases.keys()][0]}" (${plural(entity.cases.size, "case")}), and there is ${someOf(examples, 3)}. Cases are matched by file name without extension: name the files alike.`,
  );
}

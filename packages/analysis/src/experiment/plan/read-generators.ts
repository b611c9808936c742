import { defaultSeed, didYouMean } from "@pgt/metrics";
import type { FieldPath, YamlSource } from "@pgt/study";
import type { RawGenerator, RawPlan } from "./plan-json.ts";
import type { EngineGenerator, PlannedGenerator, UsedEngine } from "./plan-types.ts";
import { readEngine } from "./read-engine.ts";

/** Version of the labels as they came. */
export const originalVersion = "original";
/** Row of the networks that were trained on the downstream data set alone. */
export const withoutPretraining = "no pre-training";

const kinds = ["engine", "masks", "degrade"] as const;
const defaultFolds = 5;

/**
 * The generators of a plan.
 *
 * @param pathOf a path of the plan as seen from here.
 * @throws InputError E_MANIFEST for ids that are taken, and fields that do not go together.
 */
export function readGenerators(
  source: YamlSource,
  raw: RawPlan,
  pathOf: (path: string) => string,
): PlannedGenerator[] {
  const taken = new Set([originalVersion]);
  return raw.generators.map((one, at) => {
    const path = ["generators", at];
    if (taken.has(one.id.toLowerCase())) {
      const message = `"${one.id}" is taken: expected another id for each generator, and none "${originalVersion}", which are the labels as they came`;
      throw source.fault([...path, "id"], message);
    }
    taken.add(one.id.toLowerCase());
    return readGenerator(source, raw, one, path, pathOf);
  });
}

function readGenerator(
  source: YamlSource,
  plan: RawPlan,
  raw: RawGenerator,
  at: FieldPath,
  pathOf: (path: string) => string,
): PlannedGenerator {
  const given = kinds.filter((kind) => raw[kind] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? "none" : given.join(" and ");
    throw source.fault(at, `expected one of ${kinds.join(", ")} for "${raw.id}"; found ${found}`);
  }
  const file = (text: string | undefined) =>
    text === undefined || !/[./\\]/.test(text) ? text : pathOf(text);
  const [map, names] = [file(raw.map), file(raw.names)];
  const shared = {
    id: raw.id,
    ...(map !== undefined && { map }),
    ...(names !== undefined && { names }),
    prompted: raw.prompts !== undefined,
    where: source.whereIs(at),
  };
  if (raw.engine !== undefined) return { ...shared, kind: "engine", ...engineOf(source, plan, raw, at) };
  const foreign = (["folds", "trained", "size", "command"] as const).find(
    (field) => raw[field] !== undefined,
  );
  if (foreign) throw source.fault([...at, foreign], `expected engine beside ${foreign}; found ${given[0]}`);
  if (raw.masks !== undefined) return { ...shared, kind: "masks", masks: pathOf(raw.masks) };
  const { sigmaMm = 0, biasMm = 0, drop = 0, seed = defaultSeed } = raw.degrade!;
  if (drop > 1)
    throw source.fault([...at, "degrade", "drop"], `expected a probability from 0 to 1; found ${drop}`);
  return { ...shared, kind: "degrade", sigmaMm, biasMm, drop, seed };
}

function engineOf(
  source: YamlSource,
  { base, downstream = [] }: RawPlan,
  raw: RawGenerator,
  at: FieldPath,
): UsedEngine & Pick<EngineGenerator, "learns"> {
  const used = readEngine(source, raw, at);
  const { folds, trained } = raw;
  if (!used.engine.train) {
    const field = (["folds", "trained"] as const).find((name) => raw[name] !== undefined);
    if (field) throw source.fault([...at, field], `${used.engine.name} comes trained; leave ${field} out`);
    return { ...used, learns: null };
  }
  if (folds !== undefined && trained !== undefined) {
    throw source.fault(
      [...at, "trained"],
      "expected folds (it learns from the base) or trained (from another data set), not both",
    );
  }
  if (trained === undefined) return { ...used, learns: { folds: folds ?? defaultFolds } };
  const ids = [...base, ...downstream].map(({ id }) => id);
  if (trained === "other") {
    if (ids.length > 1) return { ...used, learns: { from: trained } };
    throw source.fault([...at, "trained"], `there is no data set but ${ids[0]} to train it on; use folds`);
  }
  if (!ids.includes(trained)) {
    const message = `there is no data set "${trained}".${didYouMean(trained, ids)} There are ${ids.join(", ")}, and other.`;
    throw source.fault([...at, "trained"], message);
  }
  if (base.length === 1 && base[0].id === trained) {
    throw source.fault(
      [...at, "trained"],
      `"${trained}" is the data set that it makes labels for; use folds`,
    );
  }
  return { ...used, learns: { from: trained } };
}

import { UsageError } from "@pgt/metrics";
import { findCases, type InputHash, makePlan, withLabelsBeside } from "@pgt/runner";
import { checkGivenIds, relabelledSets } from "../labels/given-labels.ts";
import { defaultWorstCase } from "./default-worst-case.ts";
import type { IntervalOptions, StudyFolders } from "./interval-types.ts";
import type { LoadedEntity, LoadedStudy } from "./loaded-study.ts";

/** A study given as one folder per rater, repeat and model. */
export async function loadFolders(study: StudyFolders, given: IntervalOptions): Promise<LoadedStudy> {
  const { raters, repeats = {}, models = {} } = study;
  const { options, notes } = await withLabelsBeside(given, Object.values(raters));
  const inputs: InputHash[] = [];
  const plan = await makePlan({ ...options, worstCase: options.worstCase ?? defaultWorstCase }, inputs);
  const unknownName = Object.keys(repeats).find((id) => !Object.hasOwn(raters, id));
  if (unknownName !== undefined) {
    throw new UsageError(
      "E_ENTITIES",
      `repeat "${unknownName}" has no rater of that id; raters are ${Object.keys(raters).join(", ") || "not given"}. Give the first annotation as a rater.`,
    );
  }
  const double = Object.keys(models).find((id) => Object.hasOwn(raters, id));
  if (double !== undefined) {
    throw new UsageError("E_ENTITIES", `"${double}" is given as a rater and as a model.`);
  }
  const sets = await Promise.all([
    entitiesOf(raters, "rater", 1, options),
    entitiesOf(repeats, "rater", 2, options),
    entitiesOf(models, "model", 1, options),
  ]);
  checkGivenIds(study, [...Object.keys(raters), ...Object.keys(models)], "rater or model");
  const { sets: entities, labelling } = await relabelledSets(sets.flat(), study, plan, inputs);
  return {
    plan,
    entities,
    notes,
    inputs,
    ...(labelling !== undefined && { labelling }),
  };
}

function entitiesOf(
  folders: Readonly<Record<string, string>>,
  role: LoadedEntity["role"],
  session: number,
  { layout }: IntervalOptions,
): Promise<LoadedEntity[]> {
  return Promise.all(
    Object.entries(folders).map(async ([id, folder]) => {
      const { cases, single } = await findCases(folder, layout);
      return { id, role, session, folder, cases, single };
    }),
  );
}

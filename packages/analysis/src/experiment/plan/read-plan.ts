import { defaultSeed, parseMetric } from "@pgt/metrics";
import { dirname, readText, resolve } from "@pgt/runner";
import { checkSchema, readYaml, type Schema, type YamlSource } from "@pgt/study";
import schema from "../../../schema/experiment.schema.json" with { type: "json" };
import { nameOfPath } from "../../labels/label-tables.ts";
import type { RawDataset, RawPlan } from "./plan-json.ts";
import type { ExperimentPlan, PlannedDataset, PlannedSplit } from "./plan-types.ts";
import { readEngine } from "./read-engine.ts";
import { readGenerators } from "./read-generators.ts";

const planSchema: Schema = schema;
const defaultRuns = 3;

/**
 * Reads the plan of an experiment. Paths in it are relative to its file.
 *
 * @throws InputError E_MANIFEST naming file, line and field, what was expected and what was found.
 */
export async function readPlan(file: string): Promise<ExperimentPlan> {
  const source = readYaml(await readText(file), file);
  checkSchema(source, planSchema);
  const raw = source.value as RawPlan;
  const { base, downstream = [], train } = raw;
  const datasets = (list: readonly RawDataset[], field: string) =>
    list.map((one, at) => readDataset(source, one, [field, at]));
  const plan = {
    file,
    name: raw.name ?? nameOfPath(file),
    base: datasets(base, "base"),
    downstream: datasets(downstream, "downstream"),
    metrics: raw.metrics,
  };
  checkIds(source, raw);
  checkMetrics(source, raw.metrics);
  const used = readEngine(source, train, ["train"]);
  if (!used.engine.train) {
    throw source.fault(
      ["train", "engine"],
      `${used.engine.name} only predicts; expected an engine that trains`,
    );
  }
  if (downstream.length > 0 && !used.engine.fromWeights) {
    const message = `${used.engine.name} cannot start from weights (fromWeights), which downstream asks for`;
    throw source.fault(["train"], message);
  }
  return {
    ...plan,
    generators: readGenerators(source, raw, (path) => pathOf(source, path)),
    train: { ...used, runs: train.runs ?? defaultRuns, seed: train.seed ?? defaultSeed },
  };
}

function readDataset(source: YamlSource, raw: RawDataset, at: readonly (string | number)[]): PlannedDataset {
  const path = (text: string) => pathOf(source, text);
  const { names } = raw;
  return {
    id: raw.id,
    images: path(raw.images),
    labels: path(raw.labels),
    ...(typeof names === "string" && { names: /[./\\]/.test(names) ? path(names) : names }),
    ...(typeof names === "object" && {
      names: new Map(Object.entries(names).flatMap(([id, name]) => (id === "0" ? [] : [[Number(id), name]]))),
    }),
    split: readSplit(source, raw, at),
    ...(raw.truth !== undefined && { truth: path(raw.truth) }),
    where: source.whereIs(at),
  };
}

function readSplit(
  source: YamlSource,
  { split = "80/20", seed = defaultSeed }: RawDataset,
  at: readonly (string | number)[],
): PlannedSplit {
  if (typeof split !== "string") return readLists(source, split, [...at, "split"]);
  const [, train, test] = /^(\d{1,2})\/(\d{1,2})$/.exec(split) ?? [];
  if (train === undefined && /\.json$/i.test(split)) return { kind: "file", file: pathOf(source, split) };
  if (Number(train) + Number(test) !== 100) {
    throw source.fault(
      [...at, "split"],
      `expected shares in percent such as 80/20, or a splits_final.json; found "${split}"`,
    );
  }
  return { kind: "shares", trainPercent: Number(train), seed };
}

function readLists(
  source: YamlSource,
  { train, test }: { readonly train: readonly string[]; readonly test: readonly string[] },
  at: readonly (string | number)[],
): PlannedSplit {
  const held = new Set(test);
  const both = train.filter((id) => held.has(id));
  if (both.length > 0) {
    throw source.fault(
      at,
      `expected each case to train on or to test on; ${both.join(", ")} is in both lists`,
    );
  }
  return { kind: "lists", train: [...new Set(train)], test: [...held] };
}

/** Ids of data sets are names of folders, and columns of one table. */
function checkIds(source: YamlSource, { base, downstream = [] }: RawPlan): void {
  const seen = new Map<string, string>();
  for (const [field, list] of [
    ["base", base],
    ["downstream", downstream],
  ] as const) {
    for (const [at, { id }] of list.entries()) {
      const before = seen.get(id.toLowerCase());
      if (before !== undefined) {
        throw source.fault(
          [field, at, "id"],
          `"${id}" is the id of ${before} too; expected another for each data set`,
        );
      }
      seen.set(id.toLowerCase(), `${field}[${at}]`);
    }
  }
}

function checkMetrics(source: YamlSource, metrics: readonly string[]): void {
  for (const [at, metric] of metrics.entries()) {
    try {
      parseMetric(metric);
    } catch (cause) {
      throw source.fault(["metrics", at], (cause as Error).message);
    }
  }
}

function pathOf({ file }: YamlSource, path: string): string {
  return resolve(dirname(file), path);
}

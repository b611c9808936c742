import { createRandom, type Random } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { gapConcordance } from "../../src/worth/gap-concordance.ts";
import { tableMetric } from "../../src/worth/table-metric.ts";
import { proposedGap, worthAnswer } from "../../src/worth/worth-answer.ts";
import type { WorthColumn } from "../../src/worth/worth-column.ts";
import { columnsOf, describeTables, generators, metrics } from "../worth/published-tables.ts";

const tables = 200;
const [versions, datasets, tasks] = [6, 5, 2];

/** Qualities and scores of versions, without any effect of quality on scores. */
function nullTable(random: Random, ownEffect: number, datasetEffect: number): WorthColumn[] {
  const normals = (count: number) => Array.from({ length: count }, () => random.normal());
  const [quality, own] = [normals(versions), normals(versions)];
  return Array.from({ length: datasets }, (_, d) => {
    const ofDataset = normals(versions);
    const qualities = quality.map((value) => 0.8 + 0.04 * value + 0.01 * random.normal());
    return Array.from({ length: tasks }, (__, t) => ({
      task: `t${t}`,
      dataset: `d${d}`,
      points: qualities.map((value, v) => ({
        version: `v${v}`,
        quality: value,
        downstream: 0.7 + ownEffect * own[v] + datasetEffect * ofDataset[v] + 0.004 * random.normal(),
      })),
    }));
  }).flat();
}

function decide(columns: WorthColumn[], seed: number): string {
  const concordance = gapConcordance(columns, { binEnds: [], replicates: 2 });
  const proposed = proposedGap(columns)!;
  const options = { proposed, relevantGain: 0.0005, cost: null, replicates: 100, seed };
  return worthAnswer(columns, concordance, tableMetric("dice"), "all", options).decision;
}

describe("WORTH in tables without an effect of quality (seeded)", () => {
  it.each([
    ["nothing but noise", 0, 0],
    ["versions that are better or worse everywhere for another reason", 0.01, 0],
    ["versions that are better or worse in both tasks of a dataset", 0, 0.01],
  ])("%s: in at most 5 of 100", (_, ownEffect, datasetEffect) => {
    const decisions = Array.from({ length: tables }, (__, at) =>
      decide(nullTable(createRandom(77, at), ownEffect, datasetEffect), at),
    );
    const share = decisions.filter((decision) => decision === "WORTH").length / tables;
    expect(share).toBeLessThanOrEqual(0.05);
  });
});

/** The columns with their downstream scores given to versions in an order of its own, or in the same one everywhere. */
function permuted(columns: readonly WorthColumn[], random: Random, isJoint: boolean): WorthColumn[] {
  const order = () =>
    new Map(generators.map((version) => [version, random.next()] as const).sort(([, a], [, b]) => a - b));
  const joint = [...order().keys()];
  return columns.map((column) => {
    const from = isJoint ? joint : [...order().keys()];
    const scores = new Map(column.points.map(({ version, downstream }) => [version, downstream]));
    const known = from.filter((version) => scores.has(version));
    const targets = generators.filter((version) => scores.has(version));
    const given = new Map(targets.map((version, at) => [version, scores.get(known[at])!]));
    return {
      ...column,
      points: column.points.map((point) => ({ ...point, downstream: given.get(point.version)! })),
    };
  });
}

describeTables("WORTH in the printed tables of Jaus et al. with permuted scores (seeded)", () => {
  it.each(metrics.flatMap((metric) => [false, true].map((isJoint) => [metric, isJoint] as const)))(
    "%s, the same order in all columns: %s: in at most 5 of 100",
    (metric, isJoint) => {
      const columns = columnsOf(metric);
      const decisions = Array.from({ length: 60 }, (_, at) =>
        decide(permuted(columns, createRandom(78, at), isJoint), at),
      );
      expect(decisions.filter((decision) => decision === "WORTH").length).toBeLessThanOrEqual(3);
    },
  );
});

import { type ScoreRow, uncertaintyRegistry } from "@pgt/metrics";
import { mean, median, sampleSd } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import type { CaseCalibration, ReliabilityBin, UncertaintySummaryRow } from "./uncertainty-rows.ts";

/** One row a source, label and metric, in the order of the rows. */
export function summariseUncertainty(rows: readonly ScoreRow[]): UncertaintySummaryRow[] {
  return groupsOf(rows, ({ b, label, metric }) => [b, label, metric]).map(summaryOf);
}

function summaryOf(rows: readonly ScoreRow[]): UncertaintySummaryRow {
  const [{ b, label, name, metric, unit }] = rows;
  const { range } = uncertaintyRegistry.find(({ id }) => id === metric)!;
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const missing: Record<string, number> = {};
  for (const { reason } of rows) if (reason) missing[reason] = (missing[reason] ?? 0) + 1;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    ...{ source: b, label, name, metric, unit, mean: finite(mean(values)) },
    ...meanInterval(values, range, { method: "bca" }),
    ...{ sd: finite(sampleSd(values)), median: finite(median(values)) },
    ...{ n: values.length, expected: rows.length, undefined: missing },
  };
}

/** Bins of all cases together, one after the other for each source and label. */
export function pooledBins(cases: readonly CaseCalibration[]): ReliabilityBin[] {
  return groupsOf(cases, ({ source, label }) => [source, label]).flatMap((group) => {
    const [{ source, label, name, bins }] = group;
    return bins.map((_, bin): ReliabilityBin => {
      const sum = (field: "voxels" | "sumP" | "sumQ") =>
        group.reduce((total, one) => total + one.bins[bin][field], 0);
      const voxels = sum("voxels");
      return {
        ...{ source, label, name, low: bin / bins.length, high: (bin + 1) / bins.length, voxels },
        meanProbability: voxels > 0 ? sum("sumP") / voxels : null,
        meanShare: voxels > 0 ? sum("sumQ") / voxels : null,
      };
    });
  });
}

function groupsOf<One>(all: readonly One[], keyOf: (one: One) => readonly unknown[]): One[][] {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = JSON.stringify(keyOf(one));
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

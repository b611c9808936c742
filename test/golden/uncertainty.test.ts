import { type BitMask, measureMap, RaterVotes, sharedVoxels, unionOf, voxelsOf } from "@pgt/engine";
import { evaluateUncertainty, findUncertaintyMetric, type UncertaintyMeasurement } from "@pgt/metrics";
import { crpsOfNormal, crpsOfSamples, energyDistances } from "@pgt/stats";
import { describe, expect, it } from "vitest";
import { freshEngine } from "../properties/engines.ts";
import { hasSharedData, missingSharedData } from "./shared-data.ts";
import { type Example, exampleOf, mapNamed, masksNamed, type Row, rowsOf } from "./uncertainty-examples.ts";

const engine = await freshEngine();
const timeoutMs = 600_000;

function measured(row: Row, example: Example): UncertaintyMeasurement {
  const masks = masksNamed(String(row.q), example);
  const isBand = String(row.roi).startsWith("band");
  const region = isBand ? engine.dilate(unionOf(example.raters), example.spacingMm, 5) : null;
  const map = measureMap(mapNamed(String(row.p), example), new RaterVotes(masks), region);
  const voxelsByVotes = new Array<number>(masks.length + 1).fill(0);
  for (const byVotes of map.image.voxelsByBin)
    for (const [k, voxels] of byVotes.entries()) voxelsByVotes[k] += voxels;
  return { raters: masks.length, voxelsByVotes, map };
}

const metricOf = (id: string, measurement: UncertaintyMeasurement) =>
  evaluateUncertainty(findUncertaintyMetric(id)!, measurement).value;

function expectNear(found: number | null, wanted: unknown, tolerance: number, what: string): void {
  if (wanted === null) expect(found, what).toBeNull();
  else
    expect(Math.abs(found! - (wanted as number)), `${what}: ${found} for ${wanted}`).toBeLessThanOrEqual(
      tolerance,
    );
}

const nameOf = (row: Row) =>
  [row.case, row.label, row.p, row.q, row.Y, row.S, row.kind].filter(Boolean).join(", ");
const each = (name: string) => rowsOf(name).map((row) => [nameOf(row), row] as const);

describe.skipIf(!hasSharedData)(
  `golden values of uncertainty${hasSharedData ? "" : ` (${missingSharedData})`}`,
  () => {
    it.each(each("calibration"))(
      "calibration: %s",
      async (_, row) => {
        const measurement = measured(row, await exampleOf(row));
        const { region } = measurement.map!;
        expect(region.voxels).toBe(row.n);
        // Counts by edges of numpy.linspace, which misplace p = 0.6 of 8-bit maps.
        if (row.p !== "probUint8/255") {
          expect(region.bins.map(({ voxels }) => voxels)).toEqual(row.binCounts);
        }
        for (const [id, field] of [
          ["ece", "ECE10_edgesKover10"],
          ["mce", "MCE10_edgesKover10"],
          ["brier", "brier"],
          ["nll", "crossEntropy"],
        ]) {
          expectNear(metricOf(id, measurement), row[field], 1e-12, id);
        }
        if (row.aceTiesAcrossBins === 0) expectNear(metricOf("ace", measurement), row.ACE10, 1e-12, "ace");
      },
      timeoutMs,
    );

    it.each(each("soft-dice"))(
      "soft Dice: %s",
      async (_, row) => {
        const measurement = measured(row, await exampleOf(row));
        for (const [id, field] of [
          ["soft-dice", "lin"],
          ["soft-dice-sq", "sq"],
          ["soft-dice-min", "min"],
          ["soft-dice-ceiling", "linAttainableAtPequalsQ"],
        ]) {
          expectNear(metricOf(id, measurement), row[field], 1e-12, id);
        }
      },
      timeoutMs,
    );

    it.each(each("qubiq"))(
      "QUBIQ: %s",
      async (_, row) => {
        const measurement = measured(row, await exampleOf(row));
        expectNear(metricOf("qubiq", measurement), row.qubiqGeExactVotes ?? row.qubiqGe, 1e-12, "qubiq");
      },
      timeoutMs,
    );

    it.each(each("ged"))(
      "GED: %s",
      async (_, row) => {
        const example = await exampleOf(row);
        const energy = energyOf(masksNamed(String(row.S), example), masksNamed(String(row.Y), example));
        for (const [found, field] of [
          [energy.between, "EdYS"],
          [energy.samples, "EdSS_V"],
          [energy.raters, "EdYY_V"],
          [energy.samplesUnbiased, "EdSS_U"],
          [energy.ratersUnbiased, "EdYY_U"],
        ] as const) {
          expectNear(Number.isNaN(found) ? null : found, row[field], 1e-12, field);
        }
        const measurement = { raters: row.nY as number, voxelsByVotes: [0, 1], energy };
        expectNear(metricOf("ged2", measurement), row.GED2_V, 1e-12, "ged2");
        expectNear(metricOf("ged2-u", measurement), row.GED2_U, 1e-12, "ged2-u");
      },
      timeoutMs,
    );

    it.each(each("crps").filter(([, { kind }]) => !String(kind).startsWith("CURVAS")))(
      "CRPS: %s",
      async (_, row) => {
        const example = await exampleOf(row);
        const unit = row.unit === "mL" ? example.spacingMm.reduce((a, b) => a * b) / 1000 : 1;
        const volumes = (masks: readonly BitMask[]) => masks.map((mask) => voxelsOf(mask) * unit);
        const raters = volumes(example.raters);
        const crps = row.kind === "samples" ? ofSamples(row, example, volumes) : ofNormal(row, example, unit);
        const values = raters.map(crps);
        (row.crpsPerRater as number[]).forEach((value, k) => {
          expectNear(values[k], value, 1e-9 * Math.abs(value), `rater ${k + 1}`);
        });
      },
      timeoutMs,
    );
  },
);

function energyOf(samples: readonly BitMask[], raters: readonly BitMask[]) {
  return energyDistances({
    samples: samples.map(voxelsOf),
    raters: raters.map(voxelsOf),
    between: samples.map((sample) => raters.map((rater) => sharedVoxels(sample, rater))),
    withinSamples: (a, b) => sharedVoxels(samples[a], samples[b]),
    withinRaters: (a, b) => sharedVoxels(raters[a], raters[b]),
  });
}

function ofSamples(row: Row, example: Example, volumes: (masks: readonly BitMask[]) => number[]) {
  const named = String(row.F).replace(/^volumes of (the )?/, "");
  const samples = volumes(masksNamed(named, example));
  expect(samples.map((one) => one.toFixed(6))).toEqual(
    (row.samples as number[]).map((one) => one.toFixed(6)),
  );
  return (value: number) => crpsOfSamples(samples, value);
}

function ofNormal(row: Row, example: Example, unit: number) {
  const { image } = measured({ ...row, q: "raters" }, example).map!;
  const sd = Math.sqrt(image.sumP - image.sumPSquared) * unit;
  expectNear(sd, row.sd, 1e-9 * (row.sd as number), "sd");
  return (value: number) => crpsOfNormal(image.sumP * unit, sd, value);
}

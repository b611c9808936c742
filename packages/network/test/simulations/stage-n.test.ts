import { readFile } from "node:fs/promises";
import { beforeAll, expect, it } from "vitest";
import { findingsOf, type StageNFindings } from "../../../../bench/stage-n/findings.ts";
import { runStageN } from "../../../../bench/stage-n/networks.ts";
import type { Condition } from "../../../../bench/stage-n/study.ts";
import { createNetworkEngine } from "../../src/index.ts";

/** A part of stage N (docs/stage-n.md): one seed, and fewer images and steps. */
const size = { train: 80, test: 30, ceiling: 300 };
const steps = { scratch: 20, consensus: 100, adapted: 40, leak: 80, checkpoints: 8 };

const found = new Map<Condition, StageNFindings>();
beforeAll(async () => {
  const wasm = await readFile(new URL("../../../../assembly/build/network.wasm", import.meta.url));
  const engine = await createNetworkEngine(wasm);
  for (const condition of ["N1", "N2"] as const) {
    found.set(condition, findingsOf(await runStageN(engine, condition, 1, size, steps)));
  }
}, 300_000);

it("a network that learns a rater's bias past the truth loses overlap with it while it gains with the rater", () => {
  const { drop, peak, end } = found.get("N1")!;
  expect(drop).toBeGreaterThan(0.04);
  expect(end.similarity).toBeGreaterThan(peak.similarity);
});

it("a network of a noisy rater without bias is above the rater's own agreement and loses nothing", () => {
  const { drop, aboveIntra } = found.get("N2")!;
  expect(Math.abs(drop)).toBeLessThan(0.015);
  expect(aboveIntra).toBe(true);
});

it.each(["N1", "N2"] as const)(
  "%s: honest checkpoints are not suspected of a leak, one that learned the test annotations is",
  (condition) => {
    const { falseAlarms, leakFound } = found.get(condition)!;
    expect({ falseAlarms, leakFound }).toEqual({ falseAlarms: 0, leakFound: true });
  },
);

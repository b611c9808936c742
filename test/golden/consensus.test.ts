import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readLabelMap } from "@pgt/core";
import { createEngine, type VoteField } from "@pgt/engine";
import type { LabelVolume } from "@pgt/metrics";
import {
  type ConsensusVotes,
  fusePatterns,
  type PatternDecision,
  parseMethod,
  type TieRule,
} from "@pgt/stats";
import { describe, expect, it } from "vitest";
import { decidedLabels } from "../../packages/analysis/src/consensus/decided-labels.ts";
import { hasSharedData, missingSharedData, sharedData } from "./shared-data.ts";

interface Row {
  readonly case: string;
  readonly raterFiles: readonly string[];
  readonly labelMap?: string;
  readonly label: number | "all";
  readonly method: string;
  readonly roi?: string;
  readonly roiVoxels?: number;
  readonly sha256?: string;
  readonly voxels?: number;
  readonly p?: readonly number[];
  readonly q?: readonly number[];
  readonly iterationsITK?: number;
  readonly iterations?: number;
  readonly prior?: number | readonly number[];
  readonly confusion?: readonly (readonly (readonly number[])[])[];
  readonly value?: number;
  readonly volume?: number;
}

const wasm = new URL("../../assembly/build/pgt.wasm", import.meta.url);
const engine = await createEngine(readFileSync(wasm));

const rowsOf = (file: string): Row[] =>
  hasSharedData ? JSON.parse(readFileSync(sharedData(`golden/consensus-${file}.json`), "utf8")).rows : [];

const volumes = new Map<string, Promise<LabelVolume>>();

function volumeOf(row: Row, rater: string): Promise<LabelVolume> {
  const path = sharedData(
    row.case.includes("/") ? `${row.case}/${rater}.nii.gz` : `kits23/${rater}/${row.case}.nii.gz`,
  );
  if (!volumes.has(path)) volumes.set(path, readLabelMap(path));
  return volumes.get(path)!;
}

const maps: Readonly<Record<string, (id: number) => number>> = {
  "4 -> 3, other labels kept": (id) => (id === 4 ? 3 : id),
  "labels 1,2,4 -> 1, rest 0": (id) => Number([1, 2, 4].includes(id)),
  "labels 1,4 -> 1, rest 0": (id) => Number([1, 4].includes(id)),
};

const fields = new Map<string, Promise<VoteField>>();

/** The field of the raters of a row, of one label or all; those of the last case are kept. */
function fieldOf(row: Row): Promise<VoteField> {
  const { raterFiles, labelMap, label } = row;
  const key = JSON.stringify([row.case, raterFiles, labelMap, label]);
  if (![...fields.keys()].some((known) => known.startsWith(JSON.stringify([row.case]).slice(0, -1)))) {
    fields.clear();
    volumes.clear();
  }
  const make = async () => {
    const map = maps[labelMap ?? ""] ?? ((id: number) => id);
    const first = await volumeOf(row, raterFiles[0]);
    const field = engine.voteField(first, 5);
    for (const rater of raterFiles) {
      field.add(
        await volumeOf(row, rater),
        () => (id) => (label === "all" ? map(id) : Number(map(id) === label)),
      );
    }
    return field;
  };
  if (!fields.has(key)) fields.set(key, make());
  return fields.get(key)!;
}

function votesOf(field: VoteField, isWhole: boolean): ConsensusVotes {
  const { patterns } = field;
  const labels = [...new Set(patterns.flatMap(({ ratings }) => ratings))].filter((label) => label !== 0);
  const all = patterns.reduce((sum, { voxels }) => sum + voxels, 0);
  return {
    patterns,
    labels: labels.sort((a, b) => a - b),
    weights: patterns[0].ratings.map(() => 1),
    regionVoxels: (label) =>
      isWhole
        ? all
        : field.voxelsWithin(
            5,
            patterns.map(({ ratings }) =>
              ratings.some((one) => (label === null ? one !== 0 : one === label)),
            ),
          ),
  };
}

async function fused(row: Row, method: string, tie: TieRule = "background") {
  const field = await fieldOf(row);
  const votes = votesOf(field, row.roi === undefined || row.roi === "whole image");
  const undecided = Math.max(0, ...votes.labels) + 1;
  const made = fusePatterns(votes, parseMethod(method), { tie, undecided });
  const decision = row.method.startsWith("sba multi-label") ? againstBackground(made, votes) : made;
  const map = field.labelMap(decidedLabels(field, decision, votes.weights));
  return { decision, votes, map, sha256: createHash("sha256").update(Uint8Array.from(map)).digest("hex") };
}

/** The rule of several labels, which the golden rows also follow where there is one. */
function againstBackground(decision: PatternDecision, { labels }: ConsensusVotes): PatternDecision {
  const candidates = [0, ...labels];
  return {
    ...decision,
    contested: new Map([...decision.contested!.keys()].map((pattern) => [pattern, candidates])),
  };
}

const titleOf = ({ case: id, raterFiles, label, labelMap = "", method, roi = "" }: Row) =>
  `${id}, ${raterFiles.length} raters, label ${label} ${labelMap}: ${method.slice(0, 60)} ${roi}`;

const each = (rows: readonly Row[]) => rows.map((row) => [titleOf(row), row] as const);

describe.skipIf(!hasSharedData)(
  `consensus of other tools${hasSharedData ? "" : ` (${missingSharedData})`}`,
  () => {
    const methodOfVotes = (method: string): [string, TieRule] | null => {
      const tie = /multi-label tie=(\w+)/.exec(method)?.[1];
      if (tie) return ["majority", tie as TieRule];
      if (method.startsWith("majority-strict")) return ["majority", "background"];
      if (method.startsWith("majority-half")) return null;
      return [method.replace("atleast", "at-least:"), "background"];
    };

    it.each(each(rowsOf("votes").filter(({ method }) => methodOfVotes(method))))("%s", async (_, row) => {
      const [method, tie] = methodOfVotes(row.method)!;
      expect((await fused(row, method, tie)).sha256).toBe(row.sha256);
    });

    it.each(each(rowsOf("staple")))("%s", async (_, row) => {
      const { decision, sha256 } = await fused(row, "staple-itk");
      const [estimate] = decision.estimates!;
      const digits = row.raterFiles.length === 2 ? 7 : 8;
      expect(estimate.regionVoxels).toBe(row.roiVoxels);
      expect(estimate.prior).toBeCloseTo(row.prior as number, 12);
      estimate.sensitivity!.forEach((p, k) => void expect(p).toBeCloseTo(row.p![k], digits));
      estimate.specificity!.forEach((q, k) => void expect(q).toBeCloseTo(row.q![k], digits));
      if (row.raterFiles.length > 2) expect(estimate.iterations! - 1).toBe(row.iterationsITK);
      expect(sha256).toBe(row.sha256);
    });

    const multiLabel = rowsOf("staple-multilabel").filter(({ method, raterFiles }) =>
      raterFiles.length > 2 ? !method.includes("weights=float") : method.startsWith("own"),
    );
    it.each(each(multiLabel))("%s", async (_, row) => {
      const { decision, sha256 } = await fused(row, "staple-multilabel-itk");
      const [estimate] = decision.estimates!;
      const isOwn = row.method.startsWith("own");
      expect(estimate.regionVoxels).toBe(row.roiVoxels);
      (row.prior as number[]).forEach(
        (share, c) => void expect((estimate.prior as number[])[c]).toBeCloseTo(share, 12),
      );
      const found = estimate.confusion!.flat(2);
      const largest = Math.max(...row.confusion!.flat(2).map((value, at) => Math.abs(value - found[at])));
      expect(largest).toBeLessThan(isOwn ? 1e-8 : 2e-5);
      expect(sha256).toBe(row.sha256);
    });

    it.each(each(rowsOf("simple").filter(({ method }) => /^SIMPLE|simple \(labels/.test(method))))(
      "%s",
      async (_, row) => {
        expect((await fused({ ...row, label: "all" }, "simple-btk")).sha256).toBe(row.sha256);
      },
    );

    it.each(each(rowsOf("sba")))("%s", async (_, row) => {
      expect((await fused(row, "sba")).sha256).toBe(row.sha256);
    });

    it.each(each(rowsOf("max-dice")))("%s", async (_, row) => {
      const { decision, map, sha256 } = await fused(row, "expected-dice");
      const [estimate] = decision.estimates!;
      const voxels = Array.from(map).filter((label) => label !== 0).length;
      // The golden rows do not count the empty mask; it wins where three of five raters are empty.
      if (estimate.expectedDice! > row.value! + 1e-9) {
        expect(voxels).toBe(0);
        return;
      }
      expect(estimate.expectedDice).toBeCloseTo(row.value!, 12);
      expect(voxels).toBe(row.volume);
      if (row.sha256) expect(sha256).toBe(row.sha256);
    });
  },
);

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
import { decidedLabels } from "../../packages/analysis/src/consensus/decided-labels.ts";
import { hasSharedData, sharedData } from "./shared-data.ts";

/** A row of the files of consensus in the golden data. */
export interface Row {
  readonly case: string;
  /** Absent: the three raters of KiTS. */
  readonly raterFiles?: readonly string[];
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
  readonly counts?: Readonly<Record<string, number>>;
  readonly tieLabel?: number;
  readonly ofTheseNearTies1e3mm?: number;
  readonly versusOwn?: { readonly voxelsDiffer: number };
}

/** Raters of a row. */
export const ratersOf = ({ raterFiles = ["rater1", "rater2", "rater3"] }: Row) => raterFiles;

const wasm = new URL("../../assembly/build/pgt.wasm", import.meta.url);
const engine = await createEngine(readFileSync(wasm));

export const rowsOf = (file: string): Row[] =>
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
  "label 4 -> 1, rest 0": (id) => Number(id === 4),
};

const fields = new Map<string, Promise<VoteField>>();

/** The field of the raters of a row, of one label or all; those of the last case are kept. */
function fieldOf(row: Row): Promise<VoteField> {
  const { labelMap, label } = row;
  const raterFiles = ratersOf(row);
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

/** Fuses the raters of a row; the hash is that of its label map as bytes. */
export async function fused(row: Row, method: string, tie: TieRule = "background") {
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

const titleOf = (row: Row) => {
  const { case: id, label, labelMap = "", method, roi = "" } = row;
  return `${id}, ${ratersOf(row).length} raters, label ${label} ${labelMap}: ${method.slice(0, 60)} ${roi}`;
};

export const each = (rows: readonly Row[]) => rows.map((row) => [titleOf(row), row] as const);

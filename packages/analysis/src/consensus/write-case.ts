import { type LabelVolume, usualExtension, type ValueVolume } from "@pgt/metrics";
import { join, platform } from "@pgt/runner";
import { type ConsensusVotes, isDisputed, voteEntropy } from "@pgt/stats";
import { folderNames } from "../folder-names.ts";
import type { CaseVotes } from "./case-votes.ts";
import type { ConsensusOptions, ConsensusSettings } from "./consensus-types.ts";
import type { FusedMask } from "./fuse-case.ts";
import { borderDeviation } from "./rater-deviation.ts";
import { type Made, softLabels } from "./soft-labels.ts";

/** Writes the masks of a case by all methods, and the maps asked for. @returns their names in `out`. */
export async function writeCase(
  id: string,
  read: CaseVotes,
  votes: ConsensusVotes,
  raters: readonly string[],
  fused: readonly FusedMask[],
  settings: ConsensusSettings,
  { out, maps = false, soft = false }: ConsensusOptions,
): Promise<string[]> {
  if (out === undefined) return [];
  const names: string[] = [];
  const [file] = folderNames([id]).values();
  const write = async (folder: string, volume: LabelVolume | ValueVolume) => {
    await platform().output.study.writeMask(join(out, ...folder.split("/")), file, volume);
    names.push(`${folder}/${file}${usualExtension}`);
  };
  for (const { method, labels } of fused) {
    await write(`masks/${method.text.replace(":", "-")}`, {
      ...read.grid,
      data: read.field.labelMap(labels),
      labelNames: namesIn(read, votes, settings),
    });
  }
  for (const [folder, make] of [
    ...(maps ? mapsOf(read, votes, raters, fused[0]) : []),
    ...(soft ? softLabels(read, votes) : []),
  ]) {
    await write(folder, make());
  }
  return names;
}

function namesIn({ names }: CaseVotes, { labels }: ConsensusVotes, { undecided }: ConsensusSettings) {
  const all = labels.map((label): [number, string] => [label, names.get(label) ?? String(label)]);
  return new Map(undecided === null ? all : [...all, [undecided, "undecided"] as const]);
}

function mapsOf(
  { field, grid }: CaseVotes,
  { patterns, labels, weights }: ConsensusVotes,
  raters: readonly string[],
  consensus: FusedMask,
): Made[] {
  const ofPatterns = (
    folder: string,
    description: string,
    value: (ratings: readonly number[]) => number,
  ): Made => [
    folder,
    () => ({ ...grid, data: field.valueMap(patterns.map(({ ratings }) => value(ratings))), description }),
  ];
  const k = `K=${raters.length}`;
  const folders = folderNames(raters);
  const ofConsensus = field.surfacesOf(consensus.labels);
  return [
    ofPatterns(
      "maps/votes",
      `pgt: raters that marked anything; ${k}`,
      (ratings) => ratings.filter((one) => one !== 0).length,
    ),
    ofPatterns("maps/entropy", `pgt: entropy of votes, bits; ${k}`, (ratings) =>
      voteEntropy(ratings, weights),
    ),
    ofPatterns("maps/dissensus", `pgt: 1 where raters disagree; ${k}`, (ratings) =>
      Number(isDisputed(ratings)),
    ),
    ...raters.map((rater, at): Made => {
      const make = () => {
        const surfaces = field.surfacesOfRater(at);
        const data = new Float32Array(grid.shape[0] * grid.shape[1] * grid.shape[2]);
        for (const label of labels) {
          const { voxels, mm } = borderDeviation(surfaces, ofConsensus, label);
          field.voxelMap(voxels, mm).forEach((value, voxel) => {
            if (value !== 0) data[voxel] = value;
          });
        }
        return { ...grid, data, description: "pgt: mm from border of consensus, outside positive" };
      };
      return [`maps/deviation-${folders.get(rater)}`, make];
    }),
  ];
}

import { listed, type Note } from "@pgt/metrics";
import type { CaseUncertainty } from "./case-uncertainty.ts";
import type { UncertaintySource } from "./uncertainty-types.ts";

/** Notes on what the numbers cannot say: shares of few raters, samples of one map, voxels taken as independent. */
export function softNotes(cases: readonly CaseUncertainty[], sources: readonly UncertaintySource[]): Note[] {
  if (cases.length === 0) return [];
  const counts = [...new Set(cases.map(({ raters }) => raters.length))].sort((a, b) => a - b);
  const code = "N-SOFT" as const;
  const maps = sources.filter(({ kind }) => kind === "probability").map(({ id }) => id);
  return [
    ...(counts[0] <= 2 ? [{ code, message: twoRaters }] : []),
    ...(sources.length > 0 && counts[0] > 2 && counts[0] < 10
      ? [{ code, message: granularity(counts[0]) }]
      : []),
    ...(sources.length > 0 ? counts.map((raters) => ({ code, message: thresholds(raters) })) : []),
    ...(maps.length > 0 ? [{ code, message: `${listed(maps)}: ${oneMap}` }] : []),
  ];
}

const twoRaters =
  "With two raters the share of raters that mark a voxel is 0, 0.5 or 1: it tells that they differ, and not how likely a third one is to mark the voxel.";

const oneMap =
  "a probability map has no samples. The generalised energy distance takes its voxels above 0.1, 0.2, ... 0.9 for samples, each inside the one before; give samples to judge draws of a model. The distribution of its volume takes voxels as independent, which makes it far too narrow: the score of the volume is then close to the absolute error.";

function granularity(raters: number): string {
  return `With ${raters} raters shares move in steps of 1/${raters}: calibration is judged against these, and an error far below that step means little.`;
}

/** Votes that the thresholds 0.1 to 0.9 ask for, and how often. */
function thresholds(raters: number): string {
  const votes = Array.from({ length: 9 }, (_, at) => Math.ceil(((at + 1) * raters) / 10));
  const different = [...new Set(votes)];
  const times = different.map((one) => votes.filter((other) => other === one).length);
  return `The nine thresholds of the QUBIQ score ask ${raters} raters for ${listed(different.map(String))} votes, ${listed(times.map(String))} times.`;
}

import { readFileSync } from "node:fs";
import { parseMetrics } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { mean } from "../../src/inference/descriptive.ts";
import { jointNoise, randomRatersIntervals } from "../../src/joint-noise/joint-noise.ts";
import type {
  DisplacementScale,
  JointNoise,
  StructureScores,
} from "../../src/joint-noise/joint-noise-types.ts";
import { ceilingScore } from "../../src/noise/truth-score.ts";

interface GoldenStructure {
  readonly name: string;
  readonly metric: { readonly type: "dice" | "distance" | "nsd"; readonly tol?: number };
  readonly mmPerUnit?: number;
  readonly pairs: Readonly<Record<string, readonly (number | null)[]>>;
  readonly repeats?: Readonly<Record<string, readonly (number | null)[]>>;
}

interface GoldenAnswer {
  readonly R: number;
  readonly n: number;
  readonly repeats: boolean;
  readonly anyRater: readonly number[];
  readonly theseRaters: readonly number[];
  readonly ceiling: number | null;
  readonly tauOverSigma: readonly number[];
  readonly sigma: number | null;
  readonly tau: number | null;
  readonly dPosterior: readonly number[];
  readonly U2: number | null;
  readonly reason?: string;
}

/** Values of an independent implementation of the model, made with its default options. */
const golden: {
  readonly cases: readonly {
    readonly id: string;
    readonly input: readonly GoldenStructure[];
    readonly output: readonly GoldenAnswer[];
  }[];
} = JSON.parse(readFileSync(new URL("./joint-noise-golden.json", import.meta.url), "utf8"));

const scales: Readonly<Record<GoldenStructure["metric"]["type"], (tolerance?: number) => DisplacementScale>> =
  {
    dice: () => ({ kind: "overlap" }),
    distance: () => ({ kind: "distance" }),
    nsd: (tolerance) => ({ kind: "share-within", toleranceMm: tolerance! }),
  };

function scoresOf({ metric, mmPerUnit, pairs, repeats = {} }: GoldenStructure): StructureScores {
  const valued = <Who>(who: Who, values: readonly (number | null)[]) =>
    values.flatMap((value, i) => (value === null ? [] : [{ case: `c${i}`, ...who, value }]));
  return {
    scale: scales[metric.type](metric.tol),
    pairs: Object.entries(pairs).flatMap(([pair, values]) => {
      const [a, b] = pair.split("|");
      return valued({ a, b }, values);
    }),
    repeats: Object.entries(repeats).flatMap(([rater, values]) => valued({ rater }, values)),
    mmPerUnit: mmPerUnit ?? (metric.type === "dice" ? null : 1),
  };
}

const metricKeys: Readonly<Record<GoldenStructure["metric"]["type"], (tolerance?: number) => string>> = {
  dice: () => "dice",
  distance: () => "assd",
  nsd: (tolerance) => `nsd@${tolerance}`,
};

/**
 * The ceiling of the bounds, from means over raters of means over cases. The implementation takes no overlap loss of repeats
 * for less than an eighth of that between raters.
 */
function ceilingOf({ metric }: GoldenStructure, { pairs, repeats }: StructureScores): number | null {
  if (new Set(repeats.map((one) => one.case)).size < 2) return null;
  const [traits] = parseMetrics([metricKeys[metric.type](metric.tol)]);
  const intra = meanOfMeans(repeats.map(({ rater, value }) => [rater, value]));
  const inter = meanOfMeans(pairs.map(({ a, b, value }) => [`${a} ${b}`, value]));
  return ceilingScore(traits, metric.type === "dice" ? Math.min(intra, 1 - (1 - inter) / 8) : intra);
}

function meanOfMeans(values: readonly (readonly [string, number])[]): number {
  const groups = new Map<string, number[]>();
  for (const [group, value] of values) groups.set(group, [...(groups.get(group) ?? []), value]);
  return mean([...groups.values()].map(mean));
}

describe.each(golden.cases)("joint noise model, $id", ({ input, output }) => {
  const structures = input.map(scoresOf);
  const found = jointNoise(structures);
  it("gives the interval for raters like these alone too", () => {
    const all = found.map((one) => ("reason" in one ? null : one.randomRaters));
    expect(randomRatersIntervals(structures)).toEqual(all);
  });
  it.each(output.map((answer, i) => ({ answer, i, name: input[i].name })))("$name", ({ answer, i }) => {
    const one = found[i];
    if (answer.reason !== undefined) {
      expect(one).toEqual({ reason: answer.reason });
      return;
    }
    const noise = one as JointNoise;
    const close = (value: number | null, wanted: number | null) =>
      wanted === null ? expect(value).toBeNull() : expect(Math.abs(value! / wanted - 1)).toBeLessThan(1e-5);
    expect([noise.raters, noise.cases, noise.hasRepeats]).toEqual([answer.R, answer.n, answer.repeats]);
    close(noise.randomRaters.low, answer.anyRater[0]);
    close(noise.randomRaters.high, answer.anyRater[1]);
    close(noise.fixedRaters.low, answer.theseRaters[0]);
    close(noise.fixedRaters.high, answer.theseRaters[1]);
    close(ceilingOf(input[i], structures[i]), answer.ceiling);
    const { low, estimate, high } = noise.tauOverSigma;
    answer.tauOverSigma.forEach((value, q) => void close([low, estimate, high][q], value));
    close(noise.sizesMm?.sigma.estimate ?? null, answer.sigma);
    close(noise.sizesMm?.tau.estimate ?? null, answer.tau);
    answer.dPosterior.forEach((value, d) => void close(noise.dimensions[d], value));
    close(noise.triangularity, answer.U2);
  });
});

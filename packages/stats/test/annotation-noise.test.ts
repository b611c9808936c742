import { createRandom, type MaskRow, parseMetric, type ScoreRow } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import { studyNoise } from "../src/joint-noise/label-noise-model.ts";
import { annotationNoise, millimetresPerUnit } from "../src/noise/annotation-noise.ts";
import { raterBiases } from "../src/noise/rater-bias.ts";
import { toleranceFromDistances, toleranceFromNoise } from "../src/noise/tolerance.ts";
import { labelScores } from "../src/scores/label-scores.ts";
import type { MetricTraits } from "../src/scores/metric-traits.ts";
import type { StudyScores } from "../src/scores/study-scores.ts";
import { caseName, row } from "./study-fixture.ts";

const dice: MetricTraits = parseMetric("dice");
const assd: MetricTraits = parseMetric("assd");
const rmsd: MetricTraits = parseMetric("rmsd");
const jaccard: MetricTraits = parseMetric("jaccard");
const ofMm = (metric: string) => ({ metric, unit: "mm" });

/** Two raters on cases with these distances between them, and a repeat by a. */
function distanceStudy(inter: readonly number[], intra: readonly (number | undefined)[]): StudyScores {
  const rows = inter.flatMap((value, i) => [
    row(caseName(i), "a", "b", value, ofMm("assd")),
    ...(intra[i] === undefined ? [] : [row(caseName(i), "a", "a#2", intra[i], ofMm("assd"))]),
  ]);
  return { rows, raters: ["a", "b"], metrics: [assd] };
}

function mask(caseId: string, entity: string, volumeMl: number, areaMm2: number | null): MaskRow {
  return { case: caseId, label: 1, name: "kidney", entity, session: 1, volumeMl, areaMm2 };
}

function noiseOf(study: StudyScores) {
  const scores = labelScores(study);
  const mmPerUnit = millimetresPerUnit(study);
  const modelOf = studyNoise(scores, mmPerUnit);
  return annotationNoise(scores, { modelOf, mmPerUnit, hasMasks: study.masks !== undefined });
}

/** Repeated measurement without spread over cases: what remains is the model's own correction. */
const steady = (value: number) => Array.from({ length: 40 }, (_, i) => value * (1 + (i % 2 ? 1e-3 : -1e-3)));

describe("noise in mm (docs/methods/joint-noise-model.md)", () => {
  it("from mean surface distances: random noise of d √(π/2) / √2", () => {
    const noise = noiseOf(distanceStudy(steady(3), steady(1)))!;
    const perMm = Math.sqrt(Math.PI / 2) / Math.SQRT2;
    expect(noise.random! / perMm).toBeCloseTo(1, 1);
    expect(noise.rater! / noise.random!).toBeGreaterThan(2);
    expect(noise.total! / Math.hypot(noise.random!, noise.rater!)).toBeCloseTo(1, 0);
    expect(noise).toMatchObject({
      source: "distances",
      metric: "assd",
      cases: { inter: 40, intra: 40 },
      other: null,
    });
  });
  it("from root mean square distances: d / √2", () => {
    const study = distanceStudy(steady(3), steady(1));
    const rows = study.rows.map((entry) => ({ ...entry, metric: "rmsd" }));
    const [mean, square] = [noiseOf(study)!, noiseOf({ ...study, rows, metrics: [rmsd] })!];
    expect(square.random! / mean.random!).toBeCloseTo(Math.sqrt(2 / Math.PI), 6);
    expect(square.random!).toBeCloseTo(1 / Math.SQRT2, 1);
  });
  it("from overlap and sizes of masks: a ball of 20 mm radius", () => {
    // S/V = 3/R: V/S = 20/3 mm.
    const volumeMl = ((4 / 3) * Math.PI * 20 ** 3) / 1000;
    const areaMm2 = 4 * Math.PI * 20 ** 2;
    const [inter, intra] = [steady(0.08), steady(0.05)];
    const masks = inter.flatMap((_, i) => ["a", "b"].map((id) => mask(caseName(i), id, volumeMl, areaMm2)));
    const rows = inter.flatMap((loss, i) => [
      row(caseName(i), "a", "b", 1 - loss),
      row(caseName(i), "a", "a#2", 1 - intra[i]),
    ]);
    const study = { rows, raters: ["a", "b"], metrics: [dice], masks };
    const perLoss = ((2 * 20) / 3) * Math.sqrt(Math.PI / 2) * Math.SQRT1_2;
    const noise = noiseOf(study)!;
    expect(noise.random! / (0.05 * perLoss)).toBeCloseTo(1, 1);
    expect(noise).toMatchObject({ source: "overlap", metric: "dice" });
    const byUnion = rows.map((entry) => ({
      ...entry,
      metric: "jaccard",
      value: entry.value! / (2 - entry.value!),
    }));
    expect(noiseOf({ ...study, rows: byUnion, metrics: [jaccard] })!.random).toBeCloseTo(noise.random!, 9);
    expect(noiseOf({ ...study, masks: undefined })).toBeNull();
    expect(noiseOf({ ...study, masks: masks.map((m) => ({ ...m, areaMm2: null })) })).toBeNull();
  });
  it("knows the sum alone without repeats, the random part alone with one rater", () => {
    const noRepeats = noiseOf(distanceStudy([2, 4, 3], []))!;
    expect(noRepeats).toMatchObject({ random: null, rater: null });
    expect(noRepeats.total).toBeGreaterThan(0);
    const one = { ...distanceStudy([2, 4], [1, 1]), raters: ["a"] };
    expect(noiseOf(one)).toMatchObject({ rater: null, total: null });
    expect(noiseOf(one)!.random).toBeCloseTo(Math.sqrt(Math.PI / 2) / Math.SQRT2, 12);
  });
  it("prefers overlap, unless distances are known in more cases, and says so", () => {
    const study = distanceStudy([2, 4, 3], []);
    const overlap = study.rows.map((entry) => row(entry.case, "a", "b", 0.9));
    const masks = overlap.map(({ case: id }) => mask(id, "a", 30, 4000));
    const both = { ...study, rows: [...study.rows, ...overlap], metrics: [dice, assd], masks };
    expect(noiseOf(both)).toMatchObject({
      source: "overlap",
      choice: expect.stringContaining("too short"),
      other: { source: "distances", metric: "assd" },
    });
    const fewer = noiseOf({ ...both, rows: [...study.rows, ...overlap.slice(1)] });
    expect(fewer).toMatchObject({ source: "distances", choice: expect.stringContaining("more cases") });
  });
});

describe("noise in mm on simulated two-way data, tau 0.8 mm, sigma 0.5 mm, 5 raters, 20 cases (seeded)", () => {
  const [tau, sigma, points] = [0.8, 0.5, 30];
  const raters = ["a", "b", "c", "d", "e"];
  /** One smooth error per boundary point; style differs over the boundary, so that five raters sample it well. */
  function simulate(stream: number): StudyScores {
    const random = createRandom(5, stream);
    const normals = () => Array.from({ length: points }, () => random.normal());
    const styles = raters.map(normals);
    const rows: ScoreRow[] = [];
    for (let i = 0; i < 20; i++) {
      const drawn = styles.map((style) =>
        [1, 2].map(() => normals().map((noise, j) => tau * style[j] + sigma * noise)),
      );
      const distance = (x: number[], y: number[]) =>
        x.reduce((sum, at, j) => sum + Math.abs(at - y[j]) / points, 0);
      for (const [a, k] of raters.entries()) {
        rows.push(row(caseName(i), k, `${k}#2`, distance(drawn[a][0], drawn[a][1]), ofMm("assd")));
        for (const [b, l] of raters.entries()) {
          if (b <= a) continue;
          rows.push(row(caseName(i), k, l, distance(drawn[a][0], drawn[b][0]), ofMm("assd")));
        }
      }
    }
    return { rows, raters, metrics: [assd] };
  }
  const found = Array.from({ length: 40 }, (_, stream) => noiseOf(simulate(stream))!);
  const average = (of: (noise: (typeof found)[number]) => number) =>
    found.reduce((sum, noise) => sum + of(noise) / found.length, 0);
  it("is found again", () => {
    expect(average(({ random }) => random!)).toBeCloseTo(sigma, 1);
    expect(average(({ rater }) => rater!)).toBeCloseTo(tau, 1);
    expect(average(({ total }) => total!)).toBeCloseTo(Math.hypot(tau, sigma), 1);
  });
  it("lies in its interval of raters like these in at least nine studies of ten", () => {
    const covers = (low: number | null, high: number | null, truth: number) =>
      low! <= truth && truth <= high! ? 1 : 0;
    expect(
      average(({ randomRaters }) => covers(randomRaters.rater!.low, randomRaters.rater!.high, tau)),
    ).toBeGreaterThanOrEqual(0.9);
    expect(
      average(({ randomRaters }) =>
        covers(randomRaters.total!.low, randomRaters.total!.high, Math.hypot(tau, sigma)),
      ),
    ).toBeGreaterThanOrEqual(0.9);
  });
});

describe("what the bounds say with the noise model", () => {
  const inter = [2, 2.2, 1.9, 2.1];
  const [bound] = pgtInterval(distanceStudy(inter, [1, 1.1, 0.9, 1])).bounds;
  it("truth, ceiling and tipping point", () => {
    expect(bound.pgt.estimate).toBeCloseTo(2.05 / Math.SQRT2, 12);
    expect(bound.ceiling!.estimate).toBeCloseTo(1 / Math.SQRT2, 12);
    expect(bound.ceiling!.fixedRaters.low).toBeCloseTo(bound.intra!.fixedRaters.low! / Math.SQRT2, 12);
    expect(bound.tippingBiasMm).toBeCloseTo(0.943 * bound.noiseMm!.total!, 3);
    expect(bound.sensitivity!.tippingRho).toBeCloseTo(0.943, 3);
    const [first, ...rest] = bound.sensitivity!.curve;
    expect(first).toEqual({ rho: 0, biasMm: 0, score: bound.pgt.estimate });
    expect(rest.every(({ score }, i) => score > (i === 0 ? first : rest[i - 1]).score)).toBe(true);
    expect(bound.notEstimable).toEqual({});
  });
  it("the papers' bracket holds without bias where raters differ by more than they repeat, up to the tipping point", () => {
    // 2.05/√2 = 1.45 mm lies between 1 and 2.05 mm.
    expect(bound.bracketHolds).toMatchObject({ fromRho: 0, fromMm: 0, holdsWithoutBias: true });
    expect(bound.bracketHolds!.toMm).toBeCloseTo(bound.tippingBiasMm!, 12);
  });
  it("it does not where random noise dominates: the truth then scores above intra", () => {
    const [noisy] = pgtInterval(distanceStudy(inter, [1.9, 2, 1.8, 2])).bounds;
    expect(noisy.pgt.estimate!).toBeLessThan(noisy.intra!.estimate!);
    const { holdsWithoutBias, fromMm, fromRho, toMm } = noisy.bracketHolds!;
    expect(holdsWithoutBias).toBe(false);
    expect(fromMm!).toBeGreaterThan(0);
    expect(fromMm!).toBeLessThan(toMm!);
    // There the truth scores as intra.
    const at = fromRho;
    const ratio = noisy.intra!.estimate! / noisy.inter.estimate!;
    const mean = Math.sqrt(2 / Math.PI) * Math.exp((-at * at) / 2);
    expect(mean).toBeLessThan(ratio * (2 / Math.sqrt(Math.PI)));
  });
  it("for no bias with inverted bounds", () => {
    const [inverted] = pgtInterval(distanceStudy([1, 1.2], [2, 2.1])).bounds;
    expect(inverted.bracketHolds).toBeNull();
    expect(inverted.notEstimable.bracketHolds).toMatch(/inverted/);
  });
  it("the tool's own interval, by the joint noise model, and what it rests on", () => {
    const { corrected, noiseMm } = bound;
    expect(corrected).toMatchObject({
      raters: 2,
      cases: 4,
      hasRepeats: true,
      endLevel: 0.95,
      toleratedRho: 1,
    });
    expect(corrected!.toleratedBiasMm).toBe(noiseMm!.total);
    expect(corrected!.low!).toBeLessThan(bound.pgt.estimate!);
    expect(corrected!.high!).toBeGreaterThan(bound.pgt.estimate!);
    expect(corrected!.dimensions).toEqual([0.5, 0.25, 0.25]);
    const { low, estimate, high } = corrected!.tauOverSigma;
    expect(low).toBeLessThan(estimate);
    expect(estimate).toBeLessThan(high);
    const [open] = pgtInterval(distanceStudy(inter, [])).bounds;
    expect(open.corrected).toMatchObject({ hasRepeats: false });
    expect(open.notEstimable).toMatchObject({
      ceiling: expect.stringContaining("no repeats"),
      bracketHolds: expect.stringContaining("no repeats"),
    });
  });
  it("structures of one metric lend each other what they say; metrics do not", () => {
    const { rows, ...rest } = distanceStudy(inter, [1, 1.1, 0.9, 1]);
    const other = rows.map((entry) => ({ ...entry, label: 2, value: 2 * entry.value! }));
    const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
    const [both] = pgtInterval({ ...rest, rows: [...rows, ...other] }).bounds;
    expect(width(both.corrected!)).toBeLessThan(width(bound.corrected!));
    const overlap = rows.map((entry) => ({ ...entry, metric: "dice", value: 1 - entry.value! / 20 }));
    const mixed = pgtInterval({ ...rest, metrics: [assd, dice], rows: [...rows, ...overlap] }).bounds;
    expect(mixed[0].corrected).toMatchObject({ low: bound.corrected!.low, high: bound.corrected!.high });
  });
  it("reasons for what cannot be estimated", () => {
    const rows = [row("1", "a", "b", 0.8, { metric: "sens" }), row("2", "a", "b", 0.9, { metric: "sens" })];
    const [sens] = pgtInterval({ rows, raters: ["a", "b"], metrics: [parseMetric("sens")] }).bounds;
    expect(sens).toMatchObject({ corrected: null, ceiling: null, sensitivity: null });
    expect(sens.pgt.estimate).toBeNull();
    expect(sens.notEstimable.estimate).toMatch(/nothing of this metric/);
    const one = pgtInterval(distanceStudy([2], [1])).bounds[0];
    expect(one.corrected).toBeNull();
    expect(one.notEstimable.corrected).toMatch(/fewer than two cases/);
    const noMm = pgtInterval({ rows: [row("1", "a", "b", 0.8)], raters: ["a", "b"], metrics: [dice] });
    expect(noMm.bounds[0].notEstimable.tippingBiasMm).toMatch(/not known/);
  });
});

describe("tolerance from data (docs/methods/noise-model.md)", () => {
  it("from noise, never below half the largest voxel edge", () => {
    expect(toleranceFromNoise({ total: 1 })).toEqual({
      betweenRatersMm: Math.SQRT2 * 1.96,
      truthToRaterMm: 1.96,
      raised: false,
    });
    expect(toleranceFromNoise({ total: 1 }, 5)).toMatchObject({ truthToRaterMm: 2.5, raised: true });
    expect(toleranceFromNoise({ total: null })).toBeNull();
    expect(toleranceFromNoise(null)).toBeNull();
  });
  it("gives nsd of .95 between raters under the model", () => {
    const { betweenRatersMm } = toleranceFromNoise({ total: 0.7 })!;
    const random = createRandom(1, 1);
    const within = Array.from({ length: 20_000 }, () => Math.abs(0.7 * (random.normal() - random.normal())));
    expect(within.filter((d) => d <= betweenRatersMm).length / 20_000).toBeCloseTo(0.95, 2);
  });
  it("from distances and their areas: the weighted 95th percentile", () => {
    const distances = [4, 1, 2, 3].map((distanceMm) => ({ distanceMm, weight: distanceMm === 4 ? 1 : 7 }));
    expect(toleranceFromDistances(distances)).toBe(3);
    expect(toleranceFromDistances(distances, { share: 0.96 })).toBe(4);
    expect(toleranceFromDistances(distances, { largestVoxelEdgeMm: 8 })).toBe(4);
    expect(toleranceFromDistances(distances, { share: 21 / 22 })).toBe(3);
    expect(toleranceFromDistances([])).toBeNull();
  });
  it("stands in the study's result, raised by the voxels of the cases", () => {
    const study = distanceStudy([0.2, 0.4], []);
    const { noise } = pgtInterval({ ...study, spacingMm: () => [1, 1, 4] });
    expect(noise).toMatchObject([{ label: 1, name: "kidney", toleranceMm: { truthToRaterMm: 2 } }]);
  });
});

describe("rater bias in mm (docs/methods/noise-model.md)", () => {
  it("is log volume ratio times volume over surface, and adds up to 0", () => {
    const masks = ["1", "2"].flatMap((id) => [mask(id, "a", 30, 4500), mask(id, "b", 33, 4600)]);
    const found = raterBiases({
      rows: [],
      raters: ["a", "b"],
      metrics: [],
      masks,
      labels: [{ label: 1, name: "kidney" }],
    });
    const thickness = 31500 / 4550;
    expect(found[0]).toMatchObject({ rater: "a", n: 2, name: "kidney" });
    expect(found[0].biasMm).toBeCloseTo((Math.log(30 / 33) / 2) * thickness, 12);
    expect(found[1].biasMm).toBeCloseTo(-found[0].biasMm, 12);
  });
  it("is close to the shift of a ball drawn 1 mm too large", () => {
    const ball = (entity: string, radius: number) =>
      mask("1", entity, ((4 / 3) * Math.PI * radius ** 3) / 1000, 4 * Math.PI * radius ** 2);
    const masks = [ball("a", 20), ball("b", 21)];
    const found = raterBiases({
      rows: [],
      raters: ["a", "b"],
      metrics: [],
      masks,
      labels: [{ label: 1, name: "" }],
    });
    expect(found[1].biasMm - found[0].biasMm).toBeCloseTo(1, 2);
  });
});

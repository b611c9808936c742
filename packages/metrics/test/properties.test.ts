import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../src/evaluate.ts";
import type { Counts } from "../src/measurement.ts";
import { parseMetric } from "../src/parse-metric.ts";
import { registry } from "../src/registry.ts";
import { resolveConvention } from "../src/resolve-convention.ts";
import { countsOf } from "./measurements.ts";

const pgt = resolveConvention();
const score = (metric: string, counts: Counts) => evaluate(parseMetric(metric), { counts }, pgt).value;

/** Counts from one voxel to 3e8 of each kind, small numbers as likely as large ones. */
const count = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 3e8 }));
const anyCounts = fc
  .tuple(count, count, count, count)
  .filter((four) => four.some((n) => n > 0))
  .map(([tp, fp, fn, tn]) => countsOf(tp, fp, fn, tn));
const ofCounts = registry.filter(({ needs }) => needs === "counts");
const keyOf = (id: string) => (id === "fbeta" ? "fbeta@2" : id);
const rounding = 1e-12;

describe("every metric of counts, over random counts", () => {
  it.each(ofCounts.map(({ id }) => id))("%s is finite and in its range, or null with a reason", (id) => {
    const request = parseMetric(keyOf(id));
    const [low, high] = request.definition.range;
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const { value, reason } = evaluate(request, { counts }, pgt);
        if (value === null) return reason !== null;
        return (
          reason === null && Number.isFinite(value) && value >= low - rounding && value <= high + rounding
        );
      }),
    );
  });

  it.each(ofCounts.filter(({ symmetric }) => symmetric).map(({ id }) => id))(
    "%s is the same with the masks swapped",
    (id) => {
      fc.assert(
        fc.property(anyCounts, (c) => {
          const there = score(id, c);
          const back = score(id, countsOf(c.truePositive, c.falseNegative, c.falsePositive, c.trueNegative));
          expect(back === null).toBe(there === null);
          if (there !== null) expect(back).toBeCloseTo(there, 12);
        }),
      );
    },
  );

  it.each(ofCounts.filter(({ symmetric }) => !symmetric).map(({ id }) => id))(
    "%s is marked as not symmetric, and is not",
    (id) => {
      expect(score(keyOf(id), countsOf(3, 2, 1, 4))).not.toBe(score(keyOf(id), countsOf(3, 1, 2, 4)));
    },
  );

  it.each(ofCounts.filter(({ identical }) => identical !== null).map(({ id }) => id))(
    "%s of identical masks",
    (id) => {
      const { identical } = parseMetric(keyOf(id)).definition;
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 3e8 }), fc.integer({ min: 1, max: 3e8 }), (tp, tn) => {
          expect(score(keyOf(id), countsOf(tp, 0, 0, tn))).toBe(identical);
        }),
        { examples: [[1, 1]] },
      );
    },
  );

  it("mi of identical masks is the entropy of the mask: one bit for one half", () => {
    expect(score("mi", countsOf(1e8, 0, 0, 1e8))).toBe(1);
  });
});

describe("identities", () => {
  const defined = anyCounts.filter((c) => c.truePositive > 0 && c.trueNegative > 0);

  it("dice = 2 jaccard / (1 + jaccard), and is fbeta@1", () => {
    fc.assert(
      fc.property(defined, (counts) => {
        const jaccard = score("jaccard", counts)!;
        expect(score("dice", counts)).toBeCloseTo((2 * jaccard) / (1 + jaccard), 12);
        expect(score("fbeta@1", counts)).toBeCloseTo(score("dice", counts)!, 12);
      }),
    );
  });

  it("fnr = 1 - sens, fpr = 1 - spec, balacc their mean, pbd = (1 - dice) / dice", () => {
    fc.assert(
      fc.property(defined, (counts) => {
        const [sens, spec, dice] = ["sens", "spec", "dice"].map((metric) => score(metric, counts)!);
        expect(score("fnr", counts)).toBeCloseTo(1 - sens, 12);
        expect(score("fpr", counts)).toBeCloseTo(1 - spec, 12);
        expect(score("balacc", counts)).toBeCloseTo((sens + spec) / 2, 12);
        expect((score("pbd", counts)! * dice) / (1 - dice || 1)).toBeCloseTo(dice === 1 ? 0 : 1, 6);
      }),
    );
  });

  it("voi + 2 mi = H(A) + H(B) >= mi + voi = H(A,B)", () => {
    fc.assert(
      fc.property(defined, (counts) => {
        const [mi, voi] = [score("mi", counts)!, score("voi", counts)!];
        expect(mi + voi).toBeLessThanOrEqual(2 + rounding);
        expect(voi + 2 * mi).toBeLessThanOrEqual(2 + rounding);
      }),
    );
  });
});

describe("against definitions, voxel by voxel and pair by pair, on random masks", () => {
  const masks = fc
    .array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 3, maxLength: 24 })
    .filter((voxels) => [0, 1].every((mask) => new Set(voxels.map((voxel) => voxel[mask])).size === 2));
  const countsFrom = (voxels: [boolean, boolean][]) => {
    const number = (a: boolean, b: boolean) => voxels.filter((v) => v[0] === a && v[1] === b).length;
    return countsOf(number(true, true), number(false, true), number(true, false), number(false, false));
  };

  it("ri and ari, by joining every pair", () => {
    fc.assert(
      fc.property(masks, (voxels) => {
        const together = { both: 0, a: 0, b: 0, agree: 0, all: 0 };
        for (let i = 0; i < voxels.length; i++)
          for (let j = 0; j < i; j++) {
            const inA = voxels[i][0] === voxels[j][0];
            const inB = voxels[i][1] === voxels[j][1];
            together.all++;
            if (inA) together.a++;
            if (inB) together.b++;
            if (inA && inB) together.both++;
            if (inA === inB) together.agree++;
          }
        const expected = (together.a * together.b) / together.all;
        const ari = (together.both - expected) / ((together.a + together.b) / 2 - expected);
        expect(score("ri", countsFrom(voxels))).toBeCloseTo(together.agree / together.all, 12);
        expect(score("ari", countsFrom(voxels))).toBeCloseTo(ari, 10);
      }),
    );
  });

  it("mcc as Pearson's correlation, icc_vox by analysis of variance", () => {
    fc.assert(
      fc.property(masks, (voxels) => {
        const pairs = voxels.map(([a, b]) => [Number(a), Number(b)] as const);
        const n = pairs.length;
        const mean = (values: number[]) => values.reduce((s, v) => s + v, 0) / values.length;
        const [ma, mb] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
        const covariance = mean(pairs.map(([a, b]) => (a - ma) * (b - mb)));
        const variances = mean(pairs.map(([a]) => (a - ma) ** 2)) * mean(pairs.map(([, b]) => (b - mb) ** 2));
        expect(score("mcc", countsFrom(voxels))).toBeCloseTo(covariance / Math.sqrt(variances), 12);

        const grand = (ma + mb) / 2;
        const between = (2 * n * mean(pairs.map(([a, b]) => ((a + b) / 2 - grand) ** 2))) / (n - 1);
        const within = mean(pairs.map(([a, b]) => (a - (a + b) / 2) ** 2 + (b - (a + b) / 2) ** 2));
        const icc = (between - within) / (between + within);
        expect(score("icc_vox", countsFrom(voxels))).toBeCloseTo(icc, 12);
      }),
    );
  });

  it("kappa from p_o and p_e, gce from the region of every voxel, mi from the joint table", () => {
    fc.assert(
      fc.property(masks, (voxels) => {
        const n = voxels.length;
        const share = (test: (v: [boolean, boolean]) => boolean) => voxels.filter(test).length / n;
        const chance = [true, false]
          .map((c) => share((v) => v[0] === c) * share((v) => v[1] === c))
          .reduce((s, p) => s + p);
        const observed = share((v) => v[0] === v[1]);
        expect(score("kappa", countsFrom(voxels))).toBeCloseTo((observed - chance) / (1 - chance), 12);

        const divided = (from: 0 | 1, to: 0 | 1) =>
          voxels.reduce((sum, voxel) => {
            if (voxel[0] !== voxel[1]) return sum + 1;
            const region = voxels.filter((other) => other[from] === voxel[from]);
            return sum + region.filter((other) => other[to] !== voxel[to]).length / region.length;
          }, 0) / n;
        expect(score("gce", countsFrom(voxels))).toBeCloseTo(Math.min(divided(0, 1), divided(1, 0)), 12);

        let bits = 0;
        for (const a of [true, false])
          for (const b of [true, false]) {
            const joint = share((v) => v[0] === a && v[1] === b);
            if (joint > 0)
              bits += joint * Math.log2(joint / (share((v) => v[0] === a) * share((v) => v[1] === b)));
          }
        expect(score("mi", countsFrom(voxels))).toBeCloseTo(bits, 12);
      }),
    );
  });
});

describe("large images keep their digits", () => {
  it("a structure of 1000 voxels among 3e8: ari and kappa to 12 digits of exact integer arithmetic", () => {
    const [tp, fp, fn, tn] = [900n, 100n, 50n, 300_000_000n - 1050n];
    const n = tp + fp + fn + tn;
    const ratio = (p: bigint, q: bigint) => Number((p * 10n ** 24n) / q) / 1e24;
    const kappa = ratio(2n * (tp * tn - fp * fn), (tp + fp) * (fp + tn) + (tp + fn) * (fn + tn));
    const choose = (k: bigint) => (k * (k - 1n)) / 2n;
    const [joint, rows, columns, pairs] = [
      choose(tp) + choose(fp) + choose(fn) + choose(tn),
      choose(tp + fn) + choose(fp + tn),
      choose(tp + fp) + choose(fn + tn),
      choose(n),
    ];
    const ari = ratio(2n * (joint * pairs - rows * columns), (rows + columns) * pairs - 2n * rows * columns);
    const counts = countsOf(900, 100, 50, 300_000_000 - 1050);
    expect(score("kappa", counts)! / kappa).toBeCloseTo(1, 12);
    expect(score("ari", counts)! / ari).toBeCloseTo(1, 12);
  });
});

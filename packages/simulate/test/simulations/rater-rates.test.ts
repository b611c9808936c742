import { type LabelVolume, noteText } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { fitNoise } from "../../src/fit-noise.ts";
import { maskComponents } from "../../src/mask-components.ts";
import { trueCaseOfMask } from "../../src/simulate-raters.ts";
import { annotations, ball, count, diceOf, mean, overlap, simulation, truth } from "../ball-annotations.ts";

describe("many raters simulated on a mask", () => {
  it("misses small parts more often, by their volume", () => {
    const two: LabelVolume = { ...truth, data: Uint8Array.from(truth.data) };
    for (const z of [2, 3])
      for (const y of [2, 3]) for (const x of [2, 3]) two.data[x + 40 * (y + 40 * z)] = 1;
    const small = (volume: LabelVolume) => volume.data[2 + 40 * (2 + 40 * 2)] === 1;
    // Half of parts of 8 mm3 are missed, and next to none of 5575 mm3.
    const noise = { sigmaMm: 0, tauMm: 0, drop: { a: 2 * Math.log(8), b: 2 } };
    const drawn = annotations(noise, { raters: 120 }, two);
    const seen = drawn.filter(({ volume }) => small(volume)).length;
    expect(seen).toBeGreaterThan(40);
    expect(seen).toBeLessThan(80);
    expect(drawn.every(({ volume }) => count(volume) >= count(truth))).toBe(true);
  });

  it("adds false parts at the rate asked for, also where the structure is absent", () => {
    const empty: LabelVolume = { ...truth, data: new Uint8Array(truth.data.length) };
    const noise = { spurious: { rate: 1.5, volumeMm3: 20 } };
    const drawn = annotations(noise, { raters: 150 }, empty);
    const parts = drawn.map(
      ({ volume }) => maskComponents(Uint8Array.from(volume.data), volume.shape).length,
    );
    expect(mean(parts)).toBeGreaterThan(1.2);
    expect(mean(parts)).toBeLessThan(1.7);
    const sizes = drawn.map(({ volume }) => count(volume)).filter((size) => size > 0);
    expect(mean(sizes)).toBeGreaterThan(20);
    expect(count(annotations({}, {}, empty)[0].volume) === 0).toBe(true);
  });

  it("misplaces the ends along the slice axis only, both ways", () => {
    const thick = ball(11, [40, 40, 14], [1, 1, 3]);
    const slices = ({ data }: LabelVolume) =>
      Array.from({ length: 14 }, (_, z) =>
        Array.from(data.subarray(z * 1600, (z + 1) * 1600)).some((value) => value !== 0),
      );
    const drawn = annotations({ sigmaMm: 0, tauMm: 0, sliceJitter: 1 }, { raters: 200 }, thick);
    const own = slices(thick).filter(Boolean).length;
    const lengths = drawn.map(({ volume }) => slices(volume).filter(Boolean).length);
    expect(Math.abs(mean(lengths) - own)).toBeLessThan(0.5);
    expect(Math.min(...lengths)).toBeLessThan(own);
    expect(Math.max(...lengths)).toBeGreaterThan(own);
    expect(mean(lengths.map((length) => (length - own) ** 2))).toBeGreaterThan(2);
  });
});

describe("fit of the noise to agreement", () => {
  const grid = { shape: truth.shape, spacingMm: truth.spacingMm };
  const loose = simulation({ sigmaMm: 2, tauMm: 1 });
  const structure = trueCaseOfMask(truth, 0, loose).structures[0];
  const options = { overlap, seed: 3, fixed: { correlationMm: 3 } };

  it("recovers sigma and tau, and meets the agreement it is given", () => {
    const wanted = { sigmaMm: 0.7, tauMm: 0.9 };
    const drawn = annotations(wanted, { raters: 12, sessions: 2 });
    const inter: number[] = [];
    const intra: number[] = [];
    for (let k = 0; k < 12; k++) {
      intra.push(diceOf(drawn[2 * k].volume, drawn[2 * k + 1].volume));
      for (let l = k + 1; l < 12; l++) inter.push(diceOf(drawn[2 * k].volume, drawn[2 * l].volume));
    }
    const observed = { inter: mean(inter), intra: mean(intra) };
    const fit = fitNoise([{ structure, grid }], observed, options);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.simulated.inter - observed.inter)).toBeLessThan(0.002);
    expect(Math.abs(fit.simulated.intra - observed.intra)).toBeLessThan(0.002);
    expect(Math.abs(fit.noise.sigmaMm / wanted.sigmaMm - 1)).toBeLessThan(0.1);
    // Twelve raters show tau to about a fifth.
    expect(Math.abs(fit.noise.tauMm / wanted.tauMm - 1)).toBeLessThan(0.4);
    expect(fit.noise.muMm).toBe(0);
    expect(fit.notes.map(noteText).join(" ")).toContain("mu, a bias that all raters share, cannot be fitted");
    expect(fitNoise([{ structure, grid }], observed, options)).toEqual(fit);
  });
});

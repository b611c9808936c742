import type { PolarNoise } from "./polar-annotators.ts";
import type { PolarDesign } from "./polar-study.ts";

/** Factors of docs/methods/simulation.md, stage P; lengths in units of sigma = 1 px. */
export const stagePFactors = {
  tau: [0.25, 0.5, 1, 2],
  mu: [0, 0.5, 1, 2],
  raters: [2, 3, 5],
  cases: [10, 20, 50],
  /** Boundary displacement alone, or with an arc missed in 5 % of annotations. */
  noise: ["displacement", "displacement and arcs"],
  reference: ["one rater", "consensus"],
} as const;

export type NoiseKind = (typeof stagePFactors.noise)[number];
export type ReferenceKind = (typeof stagePFactors.reference)[number];

/** Errors of all raters of a study: all that the targets depend on, but for the number of raters of a consensus. */
export interface StagePSetting {
  /** Place in the full factorial: fixes the random numbers, whatever else is run. */
  readonly index: number;
  readonly tau: number;
  readonly mu: number;
  readonly noise: NoiseKind;
}

export interface StagePDesign {
  readonly index: number;
  readonly raters: number;
  readonly cases: number;
}

/** All 32 settings: with the 9 designs and 2 references, 576 cells. */
export function stagePSettings(): StagePSetting[] {
  const { tau, mu, noise } = stagePFactors;
  return noise
    .flatMap((kind) => tau.flatMap((t) => mu.map((m) => ({ tau: t, mu: m, noise: kind }))))
    .map((setting, index) => ({ index, ...setting }));
}

export function stagePDesigns(): StagePDesign[] {
  const { raters, cases } = stagePFactors;
  return raters
    .flatMap((r) => cases.map((n) => ({ raters: r, cases: n })))
    .map((design, index) => ({ index, ...design }));
}

/** The size of the pilot: 3 raters, 20 cases; it was run on displacement alone. */
export function isPilotDesign({ raters, cases }: Pick<StagePDesign, "raters" | "cases">): boolean {
  return raters === 3 && cases === 20;
}

/** True if shared bias is within what the tool's own interval promises to tolerate: |mu| <= √(tau² + sigma²). */
export function isTolerable({ tau, mu }: Pick<StagePSetting, "tau" | "mu">): boolean {
  return mu <= Math.hypot(tau, 1);
}

export function noiseOf({ tau, mu, noise }: StagePSetting): PolarNoise {
  return { tau, mu, sigma: 1, arcDrop: noise === "displacement" ? 0 : 0.05 };
}

export function polarDesign({ raters, cases }: StagePDesign): PolarDesign {
  return { raters, cases, sessions: 2 };
}

/** Stream of one simulated study; far below those of the targets. */
export function replicateStream(setting: StagePSetting, design: StagePDesign, replicate: number): number {
  return (setting.index * 64 + design.index + 1) * 2 ** 20 + replicate;
}

export function targetStream(setting: StagePSetting): number {
  return 2 ** 40 + setting.index;
}

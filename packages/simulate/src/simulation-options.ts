import { UsageError, type Vector3 } from "@pgt/metrics";
import type { Grid } from "./body.ts";

/** Entities are numbered so that another rater, session or model leaves the masks of the others as they are. */
export const firstModelNumber = 128;

export interface SimulationOptions {
  readonly cases: number;
  readonly raters: number;
  /** Annotations of every case by every rater. */
  readonly sessions: number;
  readonly models: number;
  /** Voxels; at least 60 mm along each axis, so that the structures keep apart. Default 96 x 96 x 64. */
  readonly shape?: Vector3;
  /** Default 1 x 1 x 1.5 mm. */
  readonly spacingMm?: Vector3;
  /** Sd of the raters' boundary noise. Default 0.5 mm. */
  readonly sigmaMm?: number;
  readonly seed: number;
}

/** @throws UsageError E_SIMULATION */
export function checkOptions(options: SimulationOptions, grid: Grid, sigmaMm: number): void {
  checkCounts([
    ["cases", options.cases, 1, 10000],
    ["raters", options.raters, 1, firstModelNumber - 1],
    ["sessions", options.sessions, 1, 255],
    ["models", options.models, 0, 256 - firstModelNumber],
    ["seed", options.seed, 0, Number.MAX_SAFE_INTEGER],
  ]);
  checkGrid(grid);
  if (!(sigmaMm >= 0 && sigmaMm <= 1)) {
    throw new UsageError("E_SIMULATION", `sigmaMm: expected 0 to 1 mm, found ${sigmaMm}.`);
  }
}

/**
 * Whole numbers within limits, as [name, value, low, high].
 *
 * @throws UsageError E_SIMULATION
 */
export function checkCounts(counts: readonly (readonly [string, number, number, number])[]): void {
  for (const [name, value, low, high] of counts) {
    if (Number.isInteger(value) && value >= low && value <= high) continue;
    throw new UsageError(
      "E_SIMULATION",
      `${name}: expected a whole number from ${low} to ${high}, found ${value}.`,
    );
  }
}

/**
 * Room for the built-in anatomy.
 *
 * @throws UsageError E_SIMULATION
 */
export function checkGrid({ shape, spacingMm }: Grid): void {
  for (const axis of [0, 1, 2]) {
    const extentMm = shape[axis] * spacingMm[axis];
    if (!Number.isInteger(shape[axis]) || !(spacingMm[axis] > 0) || !(extentMm >= 60)) {
      throw new UsageError(
        "E_SIMULATION",
        `shape ${shape.join(" x ")} at ${spacingMm.join(" x ")} mm: expected whole numbers of voxels and at least 60 mm along each axis, found ${extentMm} mm along axis ${axis}.`,
      );
    }
  }
}

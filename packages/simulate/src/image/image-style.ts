import { UsageError } from "@pgt/metrics";

/** Phases of contrast of a CT, by the time after its injection. */
export const contrastPhases = ["none", "arterial", "portal venous"] as const;
export type ContrastPhase = (typeof contrastPhases)[number];

/** How images of one scanner and protocol look. */
export interface ImageStyle {
  /** Phases that cases are in, each equally likely. */
  readonly phases: readonly ContrastPhase[];
  /** Sd of the noise of voxels, in HU. */
  readonly noiseHu: number;
  /** Sd of the Gaussian that edges are blurred by. */
  readonly blurMm: number;
  /** Sd of a slowly varying shift of all intensities: the bias field. */
  readonly shadingHu: number;
}

export const defaultImageStyle: ImageStyle = {
  phases: contrastPhases,
  noiseHu: 20,
  blurMm: 1,
  shadingHu: 8,
};

/**
 * The style with what was not given set to its default.
 *
 * @throws UsageError E_SIMULATION naming the field, what was expected and what was found.
 */
export function imageStyle(given: Partial<ImageStyle> = {}): ImageStyle {
  const style = { ...defaultImageStyle, ...given };
  for (const [name, most] of [
    ["noiseHu", 1000],
    ["blurMm", 20],
    ["shadingHu", 1000],
  ] as const) {
    const value = style[name];
    if (value >= 0 && value <= most) continue;
    throw new UsageError("E_SIMULATION", `${name}: expected a number from 0 to ${most}, found ${value}`);
  }
  const foreign = style.phases.find((phase) => !contrastPhases.includes(phase));
  if (foreign !== undefined || style.phases.length === 0) {
    throw new UsageError(
      "E_SIMULATION",
      `phases: expected ${contrastPhases.join(", ")}, found ${foreign ?? "none"}`,
    );
  }
  return style;
}

import type { ExpectedGain } from "./expected-gain.ts";

/** Working hours of a radiologist in a year (docs/methods/worth.md). */
export const hoursPerRadiologistYear = 1800;

export interface LabellingWork {
  /** Masks to be drawn: structures present, summed over cases. */
  readonly masks: number;
  readonly minutesPerMask: number;
  /** Money per hour. */
  readonly rate?: number | undefined;
  /** Share of the masks that are looked at, for `reviewMinutes` each. */
  readonly reviewShare?: number | undefined;
  readonly reviewMinutes?: number | undefined;
}

export interface LabellingCost {
  readonly masks: number;
  readonly minutesPerMask: number;
  readonly hours: number;
  readonly radiologistYears: number;
  /** Null: no rate given. */
  readonly money: number | null;
  readonly review: {
    readonly share: number;
    readonly minutes: number;
    readonly masks: number;
    readonly hours: number;
    readonly money: number | null;
  } | null;
}

/** Hours and money of labelling all masks, and of a review of some (docs/methods/worth.md). */
export function labellingCost(work: LabellingWork): LabellingCost {
  const { masks, minutesPerMask, rate, reviewShare, reviewMinutes } = work;
  const money = (hours: number) => (rate === undefined ? null : hours * rate);
  const hours = (masks * minutesPerMask) / 60;
  const reviewed = reviewShare === undefined ? null : masks * reviewShare;
  const minutes = reviewMinutes ?? minutesPerMask;
  return {
    masks,
    minutesPerMask,
    hours,
    radiologistYears: hours / hoursPerRadiologistYear,
    money: money(hours),
    review:
      reviewed === null
        ? null
        : {
            share: reviewShare!,
            minutes,
            masks: reviewed,
            hours: (reviewed * minutes) / 60,
            money: money((reviewed * minutes) / 60),
          },
  };
}

/** Cost of one unit of downstream score. */
export interface CostPerGain {
  /** Null: the expected gain is not above 0. */
  readonly estimate: number | null;
  readonly low: number | null;
  /** Null: unbounded, or not known. */
  readonly high: number | null;
  /** The interval of the gain holds 0: no amount is known to be enough. False where there is no interval. */
  readonly unbounded: boolean;
}

/** cost / E[gain], with the interval of the gain turned over; unbounded if the gain may be 0 or less. */
export function costPerGain(
  cost: number,
  { gain, low, high }: Pick<ExpectedGain, "gain" | "low" | "high">,
): CostPerGain {
  const estimate = gain !== null && gain > 0 ? cost / gain : null;
  const cheapest = high !== null && high > 0 ? cost / high : null;
  const unbounded = low !== null && low <= 0;
  return { estimate, low: cheapest, high: low === null || unbounded ? null : cost / low, unbounded };
}

import { fixed, listed } from "@pgt/metrics";
import type { QueueMode } from "@pgt/stats";

/** What a voter marks in a region. */
export interface VoterShare {
  readonly id: string;
  /** Share of the region that the voter gives the label. */
  readonly share: number;
  /** The voter gives no voxel of the case the label. */
  readonly isAbsent: boolean;
}

/** Shares from which a voter counts as marking a region, or leaving it out. */
const nearlyAll = 0.9;

export function millilitres(volumeMl: number): string {
  return `${fixed(volumeMl, volumeMl < 1 ? 2 : 1)} mL`;
}

/** `slice 4`, `slices 40-52` */
export function slicesInWords([from, to]: readonly [number, number]): string {
  return from === to ? `slice ${from}` : `slices ${from}\u2013${to}`;
}

/** Says who marks a region and who leaves it out, and no more. */
export function reasonOf(
  mode: QueueMode,
  region: { readonly volumeMl: number; readonly slices: readonly [number, number] },
  raters: readonly VoterShare[],
  models: readonly VoterShare[],
): string {
  const where = `${millilitres(region.volumeMl)} at ${slicesInWords(region.slices)}`;
  if (mode === "consensus-uncertain") return `raters differ by ${where}: ${sidesOf(raters)}`;
  if (mode === "informative") return `models differ by ${where}: ${sidesOf(models)}`;
  return `models contradict the annotation on ${where}: ${sidesOf([...raters, ...models])}`;
}

function sidesOf(voters: readonly VoterShare[]): string {
  const marking = voters.filter(({ share }) => share >= nearlyAll);
  const absent = voters.filter(({ isAbsent }) => isAbsent);
  const without = voters.filter(({ share, isAbsent }) => share <= 1 - nearlyAll && !isAbsent);
  const partly = voters.filter(({ share }) => share > 1 - nearlyAll && share < nearlyAll);
  const names = (some: readonly VoterShare[]) => listed(some.map(({ id }) => id));
  const verb = (some: readonly VoterShare[], one: string, many: string) => (some.length === 1 ? one : many);
  return [
    marking.length > 0 && `${names(marking)} ${verb(marking, "marks", "mark")} it`,
    without.length > 0 && `${names(without)} ${verb(without, "leaves", "leave")} it out`,
    absent.length > 0 && `${names(absent)} ${verb(absent, "has", "have")} no such structure in the case`,
    partly.length > 0 &&
      `${partly.map(({ id, share }) => `${id} marks ${fixed(100 * share, 0)} %`).join(", ")}`,
  ]
    .filter((part) => part !== false)
    .join("; ");
}

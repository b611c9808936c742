import type { StageNPoint, StageNRun } from "./networks.ts";
import type { Condition } from "./study.ts";

/** What one run says on the acceptance of stage N. */
export interface StageNFindings {
  /** Checkpoint of path B that is nearest to the truth. */
  readonly peak: StageNPoint;
  readonly end: StageNPoint;
  /** Fall of the overlap with the truth from the peak to the end of path B. */
  readonly drop: number;
  readonly peakInside: boolean;
  /** The end of path B is more similar to the reference than rater 1 is to the own repeat. */
  readonly aboveIntra: boolean;
  readonly ceilingError: number;
  /** Honest checkpoints, after the first steps of a training or not, that are suspected of a leak. */
  readonly falseAlarms: number;
  readonly honest: number;
  /** The network that was trained on the test annotations is suspected of it. */
  readonly leakFound: boolean;
}

export function findingsOf({ points, agreement }: StageNRun): StageNFindings {
  const path = points.filter((point) => point.path === "B");
  const peak = path.reduce((best, point) => (point.truth > best.truth ? point : best));
  const end = path.at(-1)!;
  const honest = points.filter((point) => point.path !== "leak");
  const { interOfReference, intraOfReference, ceiling, rootTwoCeiling } = agreement;
  return {
    ...{ peak, end, drop: peak.truth - end.truth },
    peakInside: peak.similarity >= interOfReference && peak.similarity <= intraOfReference,
    aboveIntra: end.similarity > intraOfReference,
    ceilingError: Math.abs(rootTwoCeiling - ceiling),
    falseAlarms: honest.filter(({ leak }) => leak !== null).length,
    honest: honest.length,
    leakFound: points.filter((point) => point.path === "leak").at(-1)!.leak !== null,
  };
}

export interface Criterion {
  readonly text: string;
  readonly met: boolean;
  readonly found: string;
}

const share = (flags: readonly boolean[]) => flags.filter(Boolean).length;

/** The acceptance of stage N, over all seeds of each condition; four of five seeds must show what is asked of seeds. */
export function acceptance(runs: readonly StageNRun[]): Criterion[] {
  const of = (condition: Condition) => runs.filter((run) => run.condition === condition).map(findingsOf);
  const all = runs.map(findingsOf);
  const [n1, n2] = [of("N1"), of("N2")];
  const mostly = (text: string, flags: readonly boolean[]): Criterion => ({
    text,
    met: share(flags) >= 0.8 * flags.length,
    found: `${share(flags)} of ${flags.length} seeds`,
  });
  const worst = Math.max(...all.map(({ ceilingError }) => ceilingError));
  const alarms = all.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0);
  const honest = all.reduce((sum, one) => sum + one.honest, 0);
  return [
    mostly(
      "N1: the overlap with the truth falls by .05 or more after the peak of path B",
      n1.map(({ drop }) => drop >= 0.05),
    ),
    mostly(
      "N1: the peak lies between the reference's inter- and intra-rater agreement",
      n1.map(({ peakInside }) => peakInside),
    ),
    mostly(
      "N2: the overlap with the truth falls by no more than .01",
      n2.map(({ drop }) => Math.abs(drop) <= 0.01),
    ),
    mostly(
      "N2: the end of path B is above intra-rater agreement",
      n2.map(({ aboveIntra }) => aboveIntra),
    ),
    {
      text: "The root-2 ceiling is within .01 of the true one, in every run",
      met: worst <= 0.01,
      found: `largest difference ${worst.toFixed(4)}`,
    },
    {
      text: "No checkpoint of an honest training is suspected of a leak",
      met: alarms === 0,
      found: `${alarms} of ${honest} checkpoints`,
    },
    {
      text: "The network trained on the test annotations is suspected, in every run",
      met: all.every(({ leakFound }) => leakFound),
      found: `${share(all.map(({ leakFound }) => leakFound))} of ${all.length} runs`,
    },
  ];
}

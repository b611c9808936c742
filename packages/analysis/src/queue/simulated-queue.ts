import type { LabelVolume } from "@pgt/metrics";
import { makePlan } from "@pgt/runner";
import { annotateCase, type RaterSimulation, structureNoise } from "@pgt/simulate";
import type { MaskSource } from "@pgt/study";
import { anatomySource } from "../simulate/truth-source.ts";
import type { LoadedQueue } from "./load-queue.ts";

const simulated = { raters: ["rater1", "rater2", "rater3"], models: ["model1", "model2"] } as const;

/** A simulated study in memory: raters and models of the built-in anatomy, all of the same noise. */
export interface SimulatedQueue {
  readonly loaded: LoadedQueue;
  readonly volumeOf: (id: string, maker: string) => Promise<LabelVolume>;
}

export async function simulatedQueue(cases: number, seed: number): Promise<SimulatedQueue> {
  const source = anatomySource({ cases });
  const makers: readonly string[] = [...simulated.raters, ...simulated.models];
  const simulation: RaterSimulation = {
    ...{ raters: makers.length, sessions: 1, seed },
    structures: source.structures.map(({ label, name, correlationMm }) => ({
      ...{ label, name },
      noise: structureNoise(correlationMm === undefined ? {} : { correlationMm }),
    })),
  };
  let drawn: {
    readonly id: string;
    readonly volumes: LabelVolume[];
    readonly next: ReturnType<typeof annotateCase>;
  } | null = null;
  const volumeOf = async (id: string, maker: string) => {
    if (drawn?.id !== id) {
      const index = source.cases.indexOf(id);
      const truth = await source.load(index, simulation);
      drawn = { id, volumes: [], next: annotateCase(truth, index, simulation) };
    }
    const at = makers.indexOf(maker);
    while (drawn.volumes.length <= at) {
      const one = drawn.next.next();
      if (one.done) break;
      drawn.volumes.push(one.value.volume);
    }
    return drawn.volumes[at];
  };
  const plan = await makePlan({});
  return {
    loaded: {
      study: { plan, entities: [], notes: [], inputs: [] },
      sets: {
        cases: source.cases.map((id) => ({
          id,
          masks: makers.map((rater) => ({
            rater,
            source: { kind: "file", path: `${rater}/${id}` } satisfies MaskSource,
          })),
        })),
        makers,
        classIds: new Map(),
        gaps: [],
      },
      raters: simulated.raters,
      models: simulated.models,
      maps: new Map(),
    },
    volumeOf,
  };
}

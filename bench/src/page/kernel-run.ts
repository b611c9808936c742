import { createEngine, type Engine, type MeasureRequest, type VolumePair } from "@pgt/engine";
import { evaluate, parseMetrics, planNeeds, resolveConvention } from "@pgt/metrics";

/** All metrics of a pair of volumes in memory, without files and threads: the same code in Node and in a page's worker. */
export class KernelRun {
  private constructor(private readonly engine: Engine) {}

  static async start(kernels: BufferSource): Promise<KernelRun> {
    return new KernelRun(await createEngine(kernels));
  }

  /** Values by `label metric`. */
  measure(pair: VolumePair, metrics: readonly string[]): Record<string, number | null> {
    const convention = resolveConvention();
    const requests = parseMetrics(metrics);
    const request: MeasureRequest = {
      ...planNeeds(requests),
      labels: null,
      boundary: convention.boundary,
      percentileMethod: convention.percentile,
      toleranceSlack: convention.toleranceSlack,
    };
    // Other objects with the same voxels: the engine keeps what it has found of a volume for as long as that lives.
    const volumes = { reference: { ...pair.reference }, prediction: { ...pair.prediction } };
    return Object.fromEntries(
      this.engine
        .measure(volumes, request)
        .flatMap(({ spec, measurement }) =>
          requests.map(
            (one) => [`${spec.label} ${one.key}`, evaluate(one, measurement, convention).value] as const,
          ),
        ),
    );
  }
}

/** Sampling units: `unitOf[i]` is the unit (case or patient) of case i. */
export interface SamplingUnits {
  readonly count: number;
  readonly unitOf: Int32Array;
}

/** Cases in order of id; units in order of their first case. */
export function samplingUnits(
  cases: readonly string[],
  clusterOf: ((caseId: string) => string) | undefined,
): SamplingUnits {
  const places = new Map<string, number>();
  const unitOf = Int32Array.from(cases, (id) => {
    const unit = clusterOf?.(id) ?? id;
    if (!places.has(unit)) places.set(unit, places.size);
    return places.get(unit)!;
  });
  return { count: places.size, unitOf };
}

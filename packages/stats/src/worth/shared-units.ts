/** The cases and labels over which the versions of one column are compared. */
export interface SharedUnits {
  /** Units that every compared version has. */
  readonly shared: ReadonlySet<string>;
  /** All that any version has. */
  readonly expected: ReadonlySet<string>;
  /** Versions that share too little with the others, with how much they have of what most versions have. */
  readonly notCompared: readonly { readonly version: string; readonly n: number; readonly of: number }[];
}

/**
 * Means over different cases are no comparison: a version that lacks its worst cases looks better than it is. The
 * versions of a column keep the units (cases and labels) that all of them have, as long as these are at least half of
 * the usual ones, those of at least half of the versions; else the version with the fewest (of equals the last) is not
 * compared, and so on.
 *
 * @param units version -> units with a value; versions without any are to be left out before.
 */
export function sharedUnits(units: ReadonlyMap<string, ReadonlySet<string>>): SharedUnits {
  const expected = new Set([...units.values()].flatMap((own) => [...own]));
  const holders = new Map<string, number>();
  for (const own of units.values()) for (const unit of own) holders.set(unit, (holders.get(unit) ?? 0) + 1);
  const usual = [...expected].filter((unit) => 2 * holders.get(unit)! >= units.size);
  const countOf = (version: string) => usual.filter((unit) => units.get(version)!.has(unit)).length;
  let versions = [...units.keys()];
  const notCompared: SharedUnits["notCompared"][number][] = [];
  const sharedBy = (some: readonly string[]) =>
    [...expected].filter((unit) => some.every((version) => units.get(version)!.has(unit)));
  let shared = sharedBy(versions);
  while (versions.length > 1 && 2 * shared.length < usual.length) {
    const counted = versions.map((version) => ({ version, n: countOf(version), of: usual.length }));
    const fewest = counted.reduce((least, one) => (one.n <= least.n ? one : least));
    notCompared.push(fewest);
    versions = versions.filter((version) => version !== fewest.version);
    shared = sharedBy(versions);
  }
  return { shared: new Set(shared), expected, notCompared };
}

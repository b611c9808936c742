/**
 * Compact letter display by insertion and absorption (Piepho 2004): two items share a letter exactly if they are not
 * told apart. Letters are given in the order of the items, so `a` is with the first.
 *
 * @param isSignificant whether items i < j are told apart.
 * @returns letters of each item, such as `ab`.
 */
export function compactLetters(count: number, isSignificant: (i: number, j: number) => boolean): string[] {
  const items = Array.from({ length: count }, (_, item) => item);
  let groups: ReadonlySet<number>[] = count === 0 ? [] : [new Set(items)];
  for (const i of items) {
    for (const j of items.slice(i + 1)) {
      if (isSignificant(i, j)) groups = absorbed(groups.flatMap((group) => separated(group, i, j)));
    }
  }
  const ordered = groups.map((group) => [...group].sort((a, b) => a - b)).sort(byMembers);
  return items.map((item) =>
    ordered.flatMap((group, at) => (group.includes(item) ? [letterOf(at)] : [])).join(""),
  );
}

function separated(group: ReadonlySet<number>, i: number, j: number): ReadonlySet<number>[] {
  if (!group.has(i) || !group.has(j)) return [group];
  return [i, j].map((left) => new Set([...group].filter((item) => item !== left)));
}

/** Groups, but for those that lie in another one. */
function absorbed(groups: readonly ReadonlySet<number>[]): ReadonlySet<number>[] {
  const kept: ReadonlySet<number>[] = [];
  for (const group of [...groups].sort((a, b) => b.size - a.size)) {
    if (!kept.some((larger) => [...group].every((item) => larger.has(item)))) kept.push(group);
  }
  return kept;
}

function byMembers(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return a[at] - b[at];
  return a.length - b.length;
}

/** a to z, then a2, b2 and so on. */
function letterOf(at: number): string {
  const round = Math.floor(at / 26);
  return String.fromCharCode(97 + (at % 26)) + (round === 0 ? "" : String(round + 1));
}

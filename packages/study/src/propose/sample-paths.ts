import type { PathPart, SplitPath } from "./split-path.ts";

/** As many paths are looked at for choosing a reading. */
const mostPaths = 2000;

/**
 * Some of the paths of a large tree, with cases whole: a case's name is the rarest word of its paths, so those with the
 * same rarest word are taken or left together.
 *
 * @param name what has it in its path is kept.
 */
export function samplePaths(paths: readonly SplitPath[], name = ""): readonly SplitPath[] {
  if (paths.length <= mostPaths) return paths;
  const counts = new Map<string, number>();
  for (const { parts } of paths) {
    for (const { words } of parts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const rarest = paths.map(({ parts }) => rarestOf(parts, counts));
  const groups = [...new Set(rarest)].sort();
  const step = Math.ceil(paths.length / mostPaths);
  const kept = new Set(groups.filter((_, at) => at % step === 0));
  return paths.filter(({ path }, at) => kept.has(rarest[at]) || (name !== "" && path.includes(name)));
}

function rarestOf(parts: readonly PathPart[], counts: ReadonlyMap<string, number>): string {
  let [rarest, least] = ["", Number.POSITIVE_INFINITY];
  for (const { words } of parts) {
    for (const word of words) {
      const count = counts.get(word)!;
      if (count < least) [rarest, least] = [word, count];
    }
  }
  return rarest;
}

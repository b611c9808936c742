/** Up to this many files with the same warning are each named. */
const mostNamed = 2;

/**
 * Warnings that begin with a file, `file: words`: the same words about many files stand once, with the first file and how
 * many others. In order of first appearance.
 */
export function gatherWarnings(warnings: Iterable<string>): string[] {
  const filesOf = new Map<string, string[]>();
  for (const warning of warnings) {
    const [, file = "", words = warning] = /^(.+?): (.+)$/s.exec(warning) ?? [];
    filesOf.set(words, [...(filesOf.get(words) ?? []), file]);
  }
  return [...filesOf].flatMap(([words, files]) => {
    if (files.length <= mostNamed) return files.map((file) => (file === "" ? words : `${file}: ${words}`));
    return [`${files[0]} and ${files.length - 1} other masks: ${words}`];
  });
}

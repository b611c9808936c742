/**
 * Sentences about single files (`path: sentence`), those with the same words put together: the first file is named, and
 * how many others there are.
 */
export function foldFileNotes(texts: readonly string[], paths: Iterable<string>): string[] {
  const byLength = [...new Set(paths)].sort((a, b) => b.length - a.length);
  const places = new Map<string, string[]>();
  for (const text of texts) {
    const path = byLength.find((one) => text.startsWith(`${one}: `));
    const sentence = path === undefined ? text : text.slice(path.length + 2);
    const known = places.get(sentence) ?? [];
    if (path !== undefined) known.push(path);
    places.set(sentence, known);
  }
  return [...places].map(([sentence, [first, ...others]]) => {
    if (first === undefined) return sentence;
    return others.length === 0 ? `${first}: ${sentence}` : `${first} and ${others.length} more: ${sentence}`;
  });
}

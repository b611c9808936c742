import type { Note } from "./note.ts";

/**
 * Notes that say the same about many files become one, with the first file and the number of others; up to `mostNamed`
 * files are each named. What is said of a file twice stands once. In order of first appearance.
 */
export function foldNotes(notes: Iterable<Note>, mostNamed = 2): Note[] {
  const groups = new Map<string, Map<string | undefined, Note>>();
  for (const note of notes) {
    const { file, case: _case, entity: _entity, ...said } = note;
    const key = JSON.stringify(said);
    const group = groups.get(key) ?? new Map<string | undefined, Note>();
    groups.set(key, group);
    if (!group.has(file)) group.set(file, note);
  }
  return [...groups.values()].flatMap((group) => {
    const all = [...group.values()];
    return all.length > mostNamed ? [folded(all)] : all;
  });
}

/** Case and entity are kept if they are the same in all. */
function folded([first, ...others]: readonly Note[]): Note {
  const { case: id, entity, ...said } = first;
  return {
    ...said,
    others: others.length,
    ...(id !== undefined && others.every((one) => one.case === id) && { case: id }),
    ...(entity !== undefined && others.every((one) => one.entity === entity) && { entity }),
  };
}

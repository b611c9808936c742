import type { EntityFolder } from "./readers.ts";
import { CommandUsageError } from "./usage.ts";

/** Folders or files that a repeatable option gives, by id. Throws if an id has two. */
export function eachOnce(option: string, given: readonly EntityFolder[] = []): Record<string, string> {
  const folders = new Map<string, string>();
  for (const { id, folder } of given) {
    if (folders.has(id)) throw new CommandUsageError(`${option} ${id} is given twice`);
    folders.set(id, folder);
  }
  // Unlike an assignment, this takes any id for a key: __proto__ too.
  return Object.fromEntries(folders);
}

/** What a repeatable option gives, by id, in its order. */
export function byId<One extends { readonly id: string }, Folder>(
  given: readonly One[],
  folderOf: (one: One) => Folder,
): Record<string, Folder[]> {
  const folders = new Map<string, Folder[]>();
  for (const one of given) folders.set(one.id, [...(folders.get(one.id) ?? []), folderOf(one)]);
  return Object.fromEntries(folders);
}
